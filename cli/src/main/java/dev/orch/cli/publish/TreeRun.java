package dev.orch.cli.publish;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.ProgressLine;
import dev.orch.cli.plugin.Plugins;
import dev.orch.model.ProjectName;
import dev.orch.model.store.Store;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.projects.AllProjects;
import dev.orch.publisher.scan.DesiredTree;
import java.io.IOException;

/**
 * A command on one desired tree or on those of many projects. ZooKeeper is being connected to while
 * they are scanned; nothing is asked of it before all of them are known to be valid.
 */
final class TreeRun {
  private static final String READING = "reading the tree";

  private TreeRun() {}

  /** With the one tree; returns the exit code. */
  @FunctionalInterface
  interface One {
    int run(Store store, Publisher publisher, ProjectName project, DesiredTree desired)
        throws IOException, InterruptedException;
  }

  /** With all of them; returns the exit code. */
  @FunctionalInterface
  interface Many {
    int run(Store store, Publisher publisher, AllProjects projects) throws InterruptedException;
  }

  /** Runs the one or the other, as the options say; returns its exit code. */
  static int run(
      Invocation invocation,
      TreeOptions tree,
      StoreOptions store,
      CliSettings settings,
      PublisherSettings limits,
      One one,
      Many many)
      throws IOException, InterruptedException {
    try (Store connected = store.open(settings);
        Plugins plugins = Plugins.of(invocation)) {
      if (tree.allProjects) {
        AllProjects projects;
        try (ProgressLine progress = ProgressLine.start(invocation, READING)) {
          projects = tree.scanAll(invocation, settings, limits, plugins, progress);
        }
        store.await(connected, settings);
        return many.run(connected, new Publisher(connected, limits), projects);
      }
      ProjectName project = tree.requireProject(settings);
      DesiredTree desired;
      try (ProgressLine progress = ProgressLine.start(invocation, READING)) {
        desired = tree.scanOne(invocation, settings, limits, plugins, progress);
      }
      store.await(connected, settings);
      return one.run(connected, new Publisher(connected, limits), project, desired);
    }
  }
}

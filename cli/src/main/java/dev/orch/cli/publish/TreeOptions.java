package dev.orch.cli.publish;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.oozie.JobsCheck;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.plugin.Plugins;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.ComponentName;
import dev.orch.model.Progress;
import dev.orch.model.ProjectName;
import dev.orch.model.settings.Setting;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.projects.AllProjects;
import dev.orch.publisher.provenance.GitHistory;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.publisher.scan.HeldContents;
import dev.orch.publisher.scan.SharedFiles;
import dev.orch.publisher.scan.TreeScanner;
import dev.orch.publisher.statcache.StatCache;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The desired tree, and what a command is limited to. */
final class TreeOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description =
          "The desired tree: one directory for each component. A directory, or a URI that"
              + " a plug-in opens. With --all-projects, a directory of such trees.")
  @Nullable TreeLocation given;

  @Mixin ProjectOption project = new ProjectOption();

  @Option(
      names = "--all-projects",
      description = "Each directory of DIR is a project of its name. One commit for each.")
  boolean allProjects;

  @Option(
      names = "--base",
      paramLabel = "DIR",
      description =
          "The files that all projects share, one directory for each component; they lie under"
              + " the project's own. With --all-projects it is the directory _base in DIR.")
  @Nullable TreeLocation base;

  @Option(
      names = {"-c", "--component"},
      paramLabel = "NAME",
      description = "Only this component; may be given several times.")
  List<ComponentName> components = new ArrayList<>();

  @Option(
      names = "--file-limit",
      paramLabel = "SIZE",
      description = "Refuse larger files; 64MiB unless set.")
  @Nullable String fileLimit;

  @Option(
      names = "--no-cache",
      description =
          "Read every file, also those that have not changed since they were read by an earlier"
              + " command.")
  boolean noCache;

  /** What was said on the command line of the settings that a publisher reads. */
  Map<Setting, String> settings() {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    if (fileLimit != null) {
      given.put(Setting.FILE_LIMIT, fileLimit);
    }
    return given;
  }

  /**
   * Where the tree is.
   *
   * @throws UsageException when nothing says which
   */
  TreeLocation location() {
    if (given == null) {
      throw new UsageException(
          "nothing says which directory is the desired tree", "Give DIR, or . for this one.");
    }
    return given;
  }

  /**
   * Takes from a plan what it says; the directory only if none was given.
   *
   * @throws UsageException when the command line says it too
   */
  void carryOut(SavedPlan plan) {
    if (allProjects || project.isGiven() || !components.isEmpty()) {
      throw new UsageException(
          "--plan takes neither --project, --component nor --all-projects",
          "Leave them out: the plan says what it is about.");
    }
    given = given == null ? plan.tree() : given;
    project.set(plan.pin().project());
    components = List.copyOf(plan.pin().selection().named());
  }

  /**
   * Scans the one tree.
   *
   * @throws dev.orch.model.InvalidInputException with everything that is wrong with it
   */
  DesiredTree scanOne(
      Invocation invocation,
      CliSettings settings,
      PublisherSettings limits,
      Plugins plugins,
      Progress progress)
      throws InterruptedException {
    try (TreeScanner scanner = scanner(invocation, settings, limits, progress)) {
      return scanner.scan(
          location().open(plugins),
          ComponentSelection.of(components),
          base == null ? SharedFiles.UNKNOWN : SharedFiles.in(base.open(plugins)),
          HeldContents.bounded());
    }
  }

  /**
   * Scans all projects.
   *
   * @throws dev.orch.model.InvalidInputException with everything that is wrong with any of them
   */
  AllProjects scanAll(
      Invocation invocation,
      CliSettings settings,
      PublisherSettings limits,
      Plugins plugins,
      Progress progress)
      throws InterruptedException {
    if (project.isGiven() || !components.isEmpty() || base != null) {
      throw new UsageException(
          "--all-projects takes neither --project, --component nor --base",
          "Leave out the one or the other.");
    }
    try (TreeScanner scanner = scanner(invocation, settings, limits, progress)) {
      return AllProjects.scan(
          scanner, location().open(plugins), name -> location().child(name).open(plugins));
    }
  }

  private TreeScanner scanner(
      Invocation invocation, CliSettings settings, PublisherSettings limits, Progress progress) {
    return new TreeScanner(
        limits.maxFileSize(),
        progress,
        new JobsCheck(invocation),
        noCache ? StatCache.NONE : TreeCache.of(invocation, settings));
  }

  /**
   * What version control knows of the tree of the one project, before it is needed; nothing of a
   * tree that is no directory, or where there are many.
   */
  SourceHistory historyOfOne() {
    if (allProjects || given == null) {
      return SourceHistory.NONE;
    }
    // SLF4J says on standard error what it missed when two threads come to it first.
    Objects.requireNonNull(LoggerFactory.getILoggerFactory());
    return given.directory().map(GitHistory::findAhead).orElse(SourceHistory.NONE);
  }

  /** The same for one of all projects. */
  SourceHistory historyOf(ProjectName name) {
    return location()
        .child(name.value())
        .directory()
        .map(GitHistory::find)
        .orElse(SourceHistory.NONE);
  }

  ProjectName requireProject(CliSettings settings) {
    return project.require(settings);
  }
}

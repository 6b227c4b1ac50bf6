package dev.orch.cli.events;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.model.ProjectName;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch events}. */
@Command(
    name = "events",
    description =
        "Shows what has happened, oldest first: who published, cleared or rolled back, what"
            + " instances applied, where that failed or is held, files that others changed, what"
            + " commands did, who joined, left or got lost. ZooKeeper keeps the last 1,000 of each"
            + " project.",
    footer = {
      "",
      "Examples:",
      "  orch events --project weather",
      "  orch events -p weather --limit 20 --follow        until Ctrl-C",
      "  orch events --follow -o json                      a JSON object per line"
    })
public final class EventsCommand implements Callable<Integer> {
  private static final int DEFAULT_LIMIT = 1_000;

  private final Invocation invocation;

  @Mixin ProjectOption project = new ProjectOption();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what happens from now on, until interrupted.")
  boolean follow;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "Only the newest of what has happened already, so many; 0 for none.")
  int limit = DEFAULT_LIMIT;

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public EventsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (limit < 0) {
      throw new UsageException(
          "--limit: expected 0 or more, found " + limit, "Leave it out for all that is kept.");
    }
    CliSettings settings = CliSettings.of(invocation);
    try (Store connected = store.connect(settings)) {
      List<ProjectName> names = projects(connected, project.find(settings));
      Map<ProjectName, ProjectEvents> projects = new LinkedHashMap<>();
      names.forEach(name -> projects.put(name, new ProjectEvents(connected, name)));
      List<Shown> before = look(projects.values());
      print(before.subList(Math.max(0, before.size() - limit), before.size()));
      if (follow) {
        try (Follower follower =
            new Follower(connected, projects, Follower.Pace.USUAL, System::nanoTime)) {
          // Whoever follows outlives a server that restarts.
          follower.run(
              this::print,
              e ->
                  invocation.messages().line("orch: ZooKeeper does not answer: " + e.getMessage()));
        }
      }
    }
    return ExitCode.OK.code();
  }

  private static List<ProjectName> projects(Store connected, Optional<ProjectName> named)
      throws InterruptedException {
    if (named.isPresent()) {
      Known.project(connected.revisions(), named.get());
      return List.of(named.get());
    }
    return connected.revisions().projects();
  }

  /** What is only seen comes last. */
  private static List<Shown> look(Collection<ProjectEvents> projects) throws InterruptedException {
    List<Shown> found = new ArrayList<>(Shown.inOrder(projects));
    for (ProjectEvents events : projects) {
      found.addAll(events.newlyLost());
    }
    return found;
  }

  private void print(List<Shown> events) {
    events.forEach(this::print);
    invocation.out().flush();
  }

  private void print(Shown event) {
    if (output.json()) {
      EventsFormat.json(invocation.out(), event);
    } else {
      EventsFormat.text(invocation.out(), event);
    }
  }
}

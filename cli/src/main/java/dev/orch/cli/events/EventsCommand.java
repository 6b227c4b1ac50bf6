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
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
  /** How often someone is looked for who got lost; nobody tells of that. */
  private static final Duration PERIOD = Duration.ofSeconds(2);

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
      List<ProjectEvents> projects =
          names.stream().map(name -> new ProjectEvents(connected, name)).toList();
      List<Shown> before = look(projects);
      before.subList(Math.max(0, before.size() - limit), before.size()).forEach(this::print);
      invocation.out().flush();
      if (follow) {
        follow(connected, names, projects);
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

  /** Of several projects by their times; what is only seen comes last. */
  private static List<Shown> look(List<ProjectEvents> projects) throws InterruptedException {
    List<Shown> recorded = new ArrayList<>();
    List<Shown> lost = new ArrayList<>();
    for (ProjectEvents events : projects) {
      recorded.addAll(events.next());
      lost.addAll(events.newlyLost());
    }
    if (projects.size() > 1) {
      recorded.sort(
          Comparator.comparing(
              Shown::at, Comparator.nullsLast(Comparator.<Instant>naturalOrder())));
    }
    recorded.addAll(lost);
    return recorded;
  }

  private void follow(Store connected, List<ProjectName> names, List<ProjectEvents> projects)
      throws InterruptedException {
    Semaphore changes = new Semaphore(0);
    List<Subscription> watches = new ArrayList<>();
    try {
      for (ProjectName name : names) {
        watches.add(connected.events().watch(name, changes::release));
      }
      boolean away = false;
      while (true) {
        var unused = changes.tryAcquire(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        changes.drainPermits();
        try {
          look(projects).forEach(this::print);
          invocation.out().flush();
          away = false;
        } catch (StoreUnavailableException e) {
          // Whoever follows outlives a server that restarts.
          if (!away) {
            invocation.messages().line("orch: ZooKeeper does not answer: " + e.getMessage());
          }
          away = true;
        }
      }
    } finally {
      watches.forEach(Subscription::close);
    }
  }

  private void print(Shown event) {
    if (output.json()) {
      EventsFormat.json(invocation.out(), event);
    } else {
      EventsFormat.text(invocation.out(), event);
    }
  }
}

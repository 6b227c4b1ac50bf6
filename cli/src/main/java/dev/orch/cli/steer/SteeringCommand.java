package dev.orch.cli.steer;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ComponentOption;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.LabelOption;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.Printable;
import dev.orch.engine.report.HostName;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.command.CommandRequest;
import dev.orch.model.command.CommandVerb;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.instance.Labels;
import dev.orch.model.store.Store;
import dev.orch.publisher.provenance.Author;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks instances of a component to do one thing, at most once each, and waits for it. */
abstract class SteeringCommand implements Callable<Integer> {
  private static final Duration DEFAULT_VALIDITY = Duration.ofMinutes(2);

  private final Invocation invocation;
  private final CommandVerb verb;

  @Mixin ProjectOption project = new ProjectOption();
  @Mixin ComponentOption component = new ComponentOption();

  @Option(
      names = {"-i", "--instance"},
      paramLabel = "ID",
      description = "This instance, also when it is not connected now. May be repeated.")
  List<InstanceId> instances = new ArrayList<>();

  @Mixin LabelOption labels = new LabelOption();

  @Option(
      names = "--max-unavailable",
      paramLabel = "N",
      description =
          "Ask so many at a time; one that failed or is not heard of counts as well, so that the"
              + " others are left alone. All at once unless given.")
  @Nullable Integer maxUnavailable;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description =
          "How long each may take; what no agent has begun with by then is never run. 2m unless"
              + " given.")
  Duration expires = DEFAULT_VALIDITY;

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  SteeringCommand(Invocation invocation, CommandVerb verb) {
    this.invocation = invocation;
    this.verb = verb;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    ComponentName of = component.require(settings);
    int atOnce = atOnce();
    CommandRequest request = request(settings);
    Labels wanted = labels.labels();
    try (Store connected = store.connect(settings)) {
      Known.project(connected.revisions(), name);
      List<InstanceId> chosen = choose(connected.instances().instances(name, of), wanted);
      List<Answer> answers =
          new Questions(connected.commands(), name, of, request, new SecureRandom())
              .ask(chosen, atOnce, this::tell);
      if (output.json()) {
        AnswerFormat.json(invocation.out(), name, of, verb, answers);
      } else if (answers.isEmpty()) {
        say("no connected instance of " + of + " is chosen, so none was asked");
      } else {
        AnswerFormat.table(invocation.out(), answers);
      }
      return AnswerFormat.exitCode(answers).code();
    }
  }

  private int atOnce() {
    if (maxUnavailable != null && maxUnavailable < 1) {
      throw new UsageException(
          "--max-unavailable: expected 1 or more, found " + maxUnavailable,
          "Leave it out to ask all at once.");
    }
    return maxUnavailable == null ? Integer.MAX_VALUE : maxUnavailable;
  }

  private CommandRequest request(CliSettings settings) {
    Author author = Author.current(settings.withOptions(Map.of()), HostName.ofThisNode());
    try {
      return new CommandRequest(verb, author.user(), author.host(), expires);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--expires: " + e.getMessage(), "For example 30s or 2m.", e);
    }
  }

  /** Those that are connected, or named; a dead one would keep everyone waiting. */
  private List<InstanceId> choose(List<InstanceStatus> all, Labels wanted) {
    if (instances.isEmpty()) {
      return all.stream()
          .filter(InstanceStatus::live)
          .filter(it -> it.report().labels().include(wanted))
          .map(InstanceStatus::id)
          .toList();
    }
    Map<InstanceId, InstanceStatus> byId =
        all.stream().collect(Collectors.toMap(InstanceStatus::id, Function.identity()));
    return instances.stream()
        .distinct()
        .filter(id -> Known.of("instance", id, byId).report().labels().include(wanted))
        .toList();
  }

  private void tell(Answer answer) {
    if (invocation.messages().isTerminal()) {
      say(
          answer.instance()
              + ": "
              + CanonicalName.of(answer.standing())
              + (answer.why() == null ? "" : ": " + Printable.of(answer.why())));
    }
  }

  private void say(String line) {
    invocation.messages().line("orch: " + line);
  }
}

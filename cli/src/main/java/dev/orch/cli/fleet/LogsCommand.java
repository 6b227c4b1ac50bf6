package dev.orch.cli.fleet;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.ComponentOption;
import dev.orch.cli.option.Known;
import dev.orch.cli.option.ProjectOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.output.OutputPart;
import dev.orch.model.output.OutputPlace;
import dev.orch.model.output.OutputQuestion;
import dev.orch.model.settings.Setting;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch logs}. */
@Command(
    name = "logs",
    description =
        "Shows what an instance's stop, start or reload command wrote that ran last, or what the"
            + " child of its agent wrote, if the agent was started with --keep-output: the last"
            + " 64 KiB. Its agent is asked for it, by ZooKeeper.",
    footer = {
      "",
      "Examples:",
      "  orch logs --project weather --component file-mgr --instance node-7",
      "  orch logs -p weather -c file-mgr -i node-7 --follow          until Ctrl-C"
    })
public final class LogsCommand implements Callable<Integer> {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Invocation invocation;
  private final CountDownLatch never = new CountDownLatch(1);

  @Mixin ProjectOption project = new ProjectOption();
  @Mixin ComponentOption component = new ComponentOption();

  @Option(
      names = {"-i", "--instance"},
      paramLabel = "ID",
      description = "The instance. Otherwise ORCH_INSTANCE.")
  @Nullable InstanceId instance;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is written from now on, until interrupted.")
  boolean follow;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description = "How long its agent may take to answer; 10s unless given.")
  Duration limit = Duration.ofSeconds(10);

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin CommonOptions common = new CommonOptions();

  public LogsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    ProjectName name = project.require(settings);
    ComponentName of = component.require(settings);
    InstanceId id =
        settings
            .value(instance, Setting.INSTANCE, InstanceId::new)
            .orElseThrow(
                () ->
                    new UsageException(
                        "nothing says which instance",
                        "Give --instance ID, or set ORCH_INSTANCE; 'orch status' lists them."));
    try (Store connected = store.connect(settings)) {
      Known.project(connected.revisions(), name);
      Map<InstanceId, InstanceStatus> all =
          connected.instances().instances(name, of).stream()
              .collect(Collectors.toMap(InstanceStatus::id, Function.identity()));
      if (!Known.of("instance", id, all).live()) {
        return silent(of + "/" + id + " is not connected, and only its agent has what was written");
      }
      try (OutputQuestion question = connected.outputs().ask(name, of, id)) {
        return show(question, of + "/" + id);
      }
    }
  }

  private int silent(String why) {
    invocation.messages().line("orch: " + why);
    return ExitCode.NOT_CONVERGED.code();
  }

  private int show(OutputQuestion question, String whose) throws InterruptedException {
    Optional<OutputPart> part = question.after(OutputPlace.NOTHING, limit);
    if (part.isEmpty()) {
      return silent(whose + " did not answer in time");
    }
    OutputPlace read = print(part.get());
    boolean away = false;
    while (follow) {
      var unused = never.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
      Optional<OutputPart> more = next(question, read);
      if (more.isPresent()) {
        read = print(more.get());
      } else if (!away) {
        invocation.messages().line("orch: " + whose + " does not answer; waiting for it");
      }
      away = more.isEmpty();
    }
    return ExitCode.OK.code();
  }

  /** Whoever follows outlives an agent and a server that restart. */
  private Optional<OutputPart> next(OutputQuestion question, OutputPlace read)
      throws InterruptedException {
    try {
      return question.after(read, limit);
    } catch (StoreUnavailableException e) {
      return Optional.empty();
    }
  }

  private OutputPlace print(OutputPart part) {
    invocation.out().write(part.text());
    invocation.out().flush();
    return part.end();
  }
}

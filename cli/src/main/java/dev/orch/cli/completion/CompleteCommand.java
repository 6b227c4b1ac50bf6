package dev.orch.cli.completion;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.StoreOptions;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.settings.Setting;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code orch __complete}, for the scripts of the shells: prints what can stand at the end of a
 * call that is being typed, one a line. Whoever types must not wait for long and must not be
 * disturbed: what cannot be found out is not said, also not why.
 */
@Command(name = CompleteCommand.NAME, hidden = true, description = "For the shells' scripts.")
public final class CompleteCommand implements Callable<Integer> {
  /** How the scripts spell it. */
  public static final String NAME = "__complete";

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Invocation invocation;

  @Parameters(index = "0", paramLabel = "KIND", description = "What to look for.")
  String kind = "";

  @Parameters(index = "1..*", arity = "0..*", description = "The call so far, after orch.")
  List<String> words = new ArrayList<>();

  private CompleteCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /** The command, which takes the options of the call that is being typed as words. */
  public static CommandLine create(Invocation invocation) {
    return new CommandLine(new CompleteCommand(invocation)).setStopAtPositional(true);
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      TypedSoFar typed = new TypedSoFar(words);
      CliSettings settings = CliSettings.of(invocation);
      ProjectName project =
          typed
              .value(List.of("--project", "-p"))
              .map(ProjectName::new)
              .or(() -> settings.value(null, Setting.PROJECT, ProjectName::new))
              .orElse(null);
      ComponentName component =
          typed.value(List.of("--component", "-c")).map(ComponentName::new).orElse(null);
      StoreOptions options =
          StoreOptions.within(typed.value(List.of("--zk")).orElse(null), PATIENCE);
      try (Store store = options.connect(settings)) {
        new Offers(store, project, component, typed.last())
            .of(Kind.of(kind).orElse(Kind.TEXT))
            .forEach(invocation.out()::line);
      }
      return ExitCode.OK.code();
    } catch (RuntimeException | IOException e) {
      return ExitCode.UNREACHABLE.code();
    }
  }
}

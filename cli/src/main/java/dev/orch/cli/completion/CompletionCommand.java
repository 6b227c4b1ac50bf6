package dev.orch.cli.completion;

import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orch completion}. */
@Command(
    name = "completion",
    description =
        "Prints the script that teaches a shell to complete commands, options, and the"
            + " names of what is published.",
    footer = {
      "",
      "Examples:",
      "  source <(orch completion bash)          in ~/.bashrc",
      "  source <(orch completion zsh)           in ~/.zshrc, after compinit",
      "  orch completion fish > ~/.config/fish/completions/orch.fish"
    })
public final class CompletionCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  CompletionScript shell = CompletionScript.BASH;

  @Mixin CommonOptions common = new CommonOptions();

  public CompletionCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    invocation.out().write(shell.of(spec.root().commandLine()));
    return ExitCode.OK.code();
  }
}

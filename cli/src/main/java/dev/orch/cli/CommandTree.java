package dev.orch.cli;

import dev.orch.cli.agent.AgentCommand;
import dev.orch.cli.agent.ApplyCommand;
import dev.orch.cli.fleet.ForgetCommand;
import dev.orch.cli.fleet.ProjectsCommand;
import dev.orch.cli.fleet.RetryCommand;
import dev.orch.cli.fleet.StatusCommand;
import dev.orch.cli.history.CatCommand;
import dev.orch.cli.history.HistoryCommand;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.publish.ClearCommand;
import dev.orch.cli.publish.PlanCommand;
import dev.orch.cli.publish.PublishCommand;
import dev.orch.cli.publish.RollbackCommand;
import dev.orch.cli.publish.VerifyCommand;
import dev.orch.cli.quickstart.QuickstartCommand;
import dev.orch.cli.server.ServerCommand;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;

/** All commands, in the order in which the help lists them. */
final class CommandTree {
  private static final Map<String, Function<Invocation, Object>> COMMANDS = commands();

  private final Invocation invocation;

  CommandTree(Invocation invocation) {
    this.invocation = invocation;
  }

  private static Map<String, Function<Invocation, Object>> commands() {
    Map<String, Function<Invocation, Object>> commands = new LinkedHashMap<>();
    commands.put("quickstart", invocation -> new QuickstartCommand(invocation, Main::run));
    commands.put("publish", PublishCommand::new);
    commands.put("plan", PlanCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("rollback", RollbackCommand::new);
    commands.put("clear", ClearCommand::new);
    commands.put("agent", AgentCommand::new);
    commands.put("apply", ApplyCommand::new);
    commands.put("history", HistoryCommand::new);
    commands.put("cat", CatCommand::new);
    commands.put("projects", ProjectsCommand::new);
    commands.put("status", StatusCommand::new);
    commands.put("retry", RetryCommand::new);
    commands.put("forget", ForgetCommand::new);
    commands.put("server", ServerCommand::new);
    return commands;
  }

  /**
   * The commands that a call with these arguments needs: the one that its first argument names. All
   * of them only for help and for names that don't exist, because each costs start-up time: picocli
   * reads its annotations, and the Java machine loads its classes.
   */
  CommandLine forArguments(String[] args) {
    CommandLine root = new CommandLine(new RootCommand(invocation));
    Optional<String> named = Arrays.stream(args).findFirst().filter(COMMANDS::containsKey);
    COMMANDS.forEach(
        (name, command) -> {
          if (named.isEmpty() || named.get().equals(name)) {
            root.addSubcommand(name, command.apply(invocation));
          }
        });
    return root;
  }
}

package dev.orch.cli;

import dev.orch.cli.agent.AgentCommand;
import dev.orch.cli.agent.ApplyCommand;
import dev.orch.cli.diff.DiffCommand;
import dev.orch.cli.fleet.ForgetCommand;
import dev.orch.cli.fleet.ProjectsCommand;
import dev.orch.cli.fleet.RetryCommand;
import dev.orch.cli.fleet.StatusCommand;
import dev.orch.cli.history.CatCommand;
import dev.orch.cli.history.HistoryCommand;
import dev.orch.cli.history.ShowCommand;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.publish.ClearCommand;
import dev.orch.cli.publish.ExplainCommand;
import dev.orch.cli.publish.PlanCommand;
import dev.orch.cli.publish.PublishCommand;
import dev.orch.cli.publish.RollbackCommand;
import dev.orch.cli.publish.VerifyCommand;
import dev.orch.cli.quickstart.QuickstartCommand;
import dev.orch.cli.server.ServerCommand;
import dev.orch.cli.tree.ExportCommand;
import dev.orch.cli.tree.ListCommand;
import dev.orch.cli.tree.TreeCommand;
import java.util.List;
import picocli.CommandLine;

/** All commands, in the order in which the help lists them. */
final class CommandTree {
  private static final List<String> NAMES =
      List.of(
          "quickstart",
          "publish",
          "plan",
          "explain",
          "verify",
          "rollback",
          "clear",
          "agent",
          "apply",
          "history",
          "show",
          "diff",
          "ls",
          "tree",
          "cat",
          "export",
          "projects",
          "status",
          "retry",
          "forget",
          "server");

  private final Invocation invocation;

  CommandTree(Invocation invocation) {
    this.invocation = invocation;
  }

  /**
   * The commands that a call with these arguments needs: the one that its first argument names. All
   * of them only for help and for names that don't exist, because each costs start-up time: picocli
   * reads its annotations, and the Java machine loads its classes.
   */
  CommandLine forArguments(String[] args) {
    CommandLine root = new CommandLine(new RootCommand(invocation));
    needed(args).forEach(name -> root.addSubcommand(name, command(name)));
    return root;
  }

  private static List<String> needed(String[] args) {
    if (args.length > 0 && NAMES.contains(args[0])) {
      return List.of(args[0]);
    }
    boolean versionOnly = args.length == 1 && RootCommand.VERSION.contains(args[0]);
    return versionOnly ? List.of() : NAMES;
  }

  /** A switch and not a map of constructor references, which would load every class at once. */
  private Object command(String name) {
    return switch (name) {
      case "quickstart" -> new QuickstartCommand(invocation, Main::run);
      case "publish" -> new PublishCommand(invocation);
      case "plan" -> new PlanCommand(invocation);
      case "explain" -> new ExplainCommand(invocation);
      case "verify" -> new VerifyCommand(invocation);
      case "rollback" -> new RollbackCommand(invocation);
      case "clear" -> new ClearCommand(invocation);
      case "agent" -> new AgentCommand(invocation);
      case "apply" -> new ApplyCommand(invocation);
      case "history" -> new HistoryCommand(invocation);
      case "show" -> new ShowCommand(invocation);
      case "diff" -> new DiffCommand(invocation);
      case "ls" -> new ListCommand(invocation);
      case "tree" -> new TreeCommand(invocation);
      case "cat" -> new CatCommand(invocation);
      case "export" -> new ExportCommand(invocation);
      case "projects" -> new ProjectsCommand(invocation);
      case "status" -> new StatusCommand(invocation);
      case "retry" -> new RetryCommand(invocation);
      case "forget" -> new ForgetCommand(invocation);
      case "server" -> new ServerCommand(invocation);
      default -> throw new IllegalArgumentException("there is no command " + name);
    };
  }
}

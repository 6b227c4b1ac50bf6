package dev.orch.cli;

import dev.orch.cli.agent.AgentCommand;
import dev.orch.cli.agent.ApplyCommand;
import dev.orch.cli.completion.CompleteCommand;
import dev.orch.cli.completion.CompletionCommand;
import dev.orch.cli.diff.DiffCommand;
import dev.orch.cli.doctor.DoctorCommand;
import dev.orch.cli.events.EventsCommand;
import dev.orch.cli.fleet.ForgetCommand;
import dev.orch.cli.fleet.InstancesCommand;
import dev.orch.cli.fleet.LogsCommand;
import dev.orch.cli.fleet.ProjectsCommand;
import dev.orch.cli.fleet.RetryCommand;
import dev.orch.cli.fleet.StatusCommand;
import dev.orch.cli.history.CatCommand;
import dev.orch.cli.history.HistoryCommand;
import dev.orch.cli.history.ShowCommand;
import dev.orch.cli.housekeeping.PruneCommand;
import dev.orch.cli.housekeeping.RetentionCommand;
import dev.orch.cli.housekeeping.UsageCommand;
import dev.orch.cli.imports.ImportCommand;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.metrics.ExporterCommand;
import dev.orch.cli.oozie.AdoptCommand;
import dev.orch.cli.oozie.JobsCommand;
import dev.orch.cli.oozie.ResubmitCommand;
import dev.orch.cli.plugin.PluginsCommand;
import dev.orch.cli.publish.ClearCommand;
import dev.orch.cli.publish.ExplainCommand;
import dev.orch.cli.publish.PlanCommand;
import dev.orch.cli.publish.PublishCommand;
import dev.orch.cli.publish.RollbackCommand;
import dev.orch.cli.publish.VerifyCommand;
import dev.orch.cli.quickstart.QuickstartCommand;
import dev.orch.cli.rollout.RolloutCommand;
import dev.orch.cli.server.ServerCommand;
import dev.orch.cli.steer.ReconcileCommand;
import dev.orch.cli.steer.ReloadCommand;
import dev.orch.cli.steer.RestartCommand;
import dev.orch.cli.steer.StartCommand;
import dev.orch.cli.steer.StopCommand;
import dev.orch.cli.tree.ExportCommand;
import dev.orch.cli.tree.ListCommand;
import dev.orch.cli.tree.TreeCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** All commands, in the order in which the help lists them. */
final class CommandTree {
  private static final String COMPLETION = "completion";

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("quickstart", "See the whole line on this machine, in a minute"),
          new Entry("publish", "Make a desired tree the live revision of its project"),
          new Entry("plan", "Show what publishing a tree would change"),
          new Entry("explain", "Show what agents would do with a change, and why"),
          new Entry("verify", "Compare a tree, what is published and what instances run"),
          new Entry("rollout", "Show and steer what goes out a few instances at a time"),
          new Entry("rollback", "Make an older revision live again"),
          new Entry("clear", "Take components out of a project"),
          new Entry("agent", "Keep one instance's home at what is published"),
          new Entry("apply", "Bring a home to the state of a tree, without ZooKeeper"),
          new Entry("import", "Make a desired tree of an installation, or of OODT's projects"),
          new Entry("history", "List the revisions of a project"),
          new Entry("show", "Show one revision and what it changed"),
          new Entry("diff", "Show what differs between two revisions"),
          new Entry("ls", "List the published files"),
          new Entry("tree", "Draw the published files of a project"),
          new Entry("cat", "Print a published file, byte for byte"),
          new Entry("export", "Write a revision out as a desired tree"),
          new Entry("projects", "List all projects"),
          new Entry("status", "Show what is live and what every instance runs"),
          new Entry("instances", "List a component's live instances and their endpoints"),
          new Entry("restart", "Have instances stop and start their component"),
          new Entry("reload", "Have instances read their files again"),
          new Entry("reconcile", "Have instances look now for what is to be applied"),
          new Entry("stop", "Have instances stop their component and keep it stopped"),
          new Entry("start", "Have instances start what they keep stopped"),
          new Entry("events", "Show what has happened, and follow it"),
          new Entry("logs", "Show what an instance's commands or child wrote"),
          new Entry("exporter", "Serve metrics of all projects for Prometheus"),
          new Entry("jobs", "Show the Oozie jobs of a component and how they stand"),
          new Entry("adopt", "Take over Oozie jobs that were submitted by hand"),
          new Entry("resubmit", "Submit Oozie jobs again that someone killed"),
          new Entry("retry", "Ask instances to try again what failed"),
          new Entry("forget", "Remove the report of an instance that is gone"),
          new Entry("retention", "Show or set how many revisions a project keeps"),
          new Entry("prune", "Remove old revisions now"),
          new Entry("du", "Show what holds how many bytes"),
          new Entry("plugins", "List the plug-ins and what is wrong with them"),
          new Entry("server", "Run a ZooKeeper server that keeps its data"),
          new Entry("doctor", "Find what keeps orch from working here"),
          new Entry(COMPLETION, "Print a shell's completion script"));

  private final Invocation invocation;

  CommandTree(Invocation invocation) {
    this.invocation = invocation;
  }

  /**
   * The commands that a call with these arguments can run: those that its arguments name. The
   * others are only known by name, for help and suggestions, because each costs start-up time:
   * picocli reads its annotations, and the Java machine loads its classes.
   */
  CommandLine forArguments(String[] args) {
    CommandLine root = new CommandLine(new RootCommand(invocation));
    String first = args.length > 0 ? args[0] : "";
    if (first.equals(COMPLETION)) {
      return whole();
    }
    if (isCommand(first) || first.equals(CompleteCommand.NAME)) {
      root.addSubcommand(first, command(first));
    } else if (!versionOnly(args)) {
      List<String> named = List.of(args);
      for (Entry entry : ENTRIES) {
        String name = entry.name();
        root.addSubcommand(name, named.contains(name) ? command(name) : entry.outline());
      }
    }
    return root;
  }

  /** Every command, for scripts and pages about all of them. */
  CommandLine whole() {
    CommandLine root = new CommandLine(new RootCommand(invocation));
    ENTRIES.forEach(entry -> root.addSubcommand(entry.name(), command(entry.name())));
    return root;
  }

  private static boolean isCommand(String argument) {
    return ENTRIES.stream().anyMatch(entry -> entry.name().equals(argument));
  }

  private static boolean versionOnly(String[] args) {
    return args.length == 1 && RootCommand.VERSION.contains(args[0]);
  }

  /**
   * One line of the help.
   *
   * @param summary what the command is for, in at most 60 characters
   */
  private record Entry(String name, String summary) {
    CommandSpec outline() {
      CommandSpec outline = CommandSpec.create().name(name);
      outline.usageMessage().header(summary);
      return outline;
    }
  }

  /** A switch and not a map of constructor references, which would load every class at once. */
  private Object command(String name) {
    return switch (name) {
      case "quickstart" -> new QuickstartCommand(invocation, Main::run);
      case "publish" -> new PublishCommand(invocation);
      case "plan" -> new PlanCommand(invocation);
      case "explain" -> new ExplainCommand(invocation);
      case "verify" -> new VerifyCommand(invocation);
      case "rollout" -> RolloutCommand.with(invocation);
      case "rollback" -> new RollbackCommand(invocation);
      case "clear" -> new ClearCommand(invocation);
      case "agent" -> new AgentCommand(invocation);
      case "apply" -> new ApplyCommand(invocation);
      case "import" -> ImportCommand.with(invocation);
      case "history" -> new HistoryCommand(invocation);
      case "show" -> new ShowCommand(invocation);
      case "diff" -> new DiffCommand(invocation);
      case "ls" -> new ListCommand(invocation);
      case "tree" -> new TreeCommand(invocation);
      case "cat" -> new CatCommand(invocation);
      case "export" -> new ExportCommand(invocation);
      case "projects" -> new ProjectsCommand(invocation);
      case "status" -> new StatusCommand(invocation);
      case "instances" -> new InstancesCommand(invocation);
      case "restart" -> new RestartCommand(invocation);
      case "reload" -> new ReloadCommand(invocation);
      case "reconcile" -> new ReconcileCommand(invocation);
      case "stop" -> new StopCommand(invocation);
      case "start" -> new StartCommand(invocation);
      case "events" -> new EventsCommand(invocation);
      case "logs" -> new LogsCommand(invocation);
      case "exporter" -> new ExporterCommand(invocation);
      case "jobs" -> new JobsCommand(invocation);
      case "adopt" -> new AdoptCommand(invocation);
      case "resubmit" -> new ResubmitCommand(invocation);
      case "retry" -> new RetryCommand(invocation);
      case "forget" -> new ForgetCommand(invocation);
      case "plugins" -> new PluginsCommand(invocation);
      case "retention" -> new RetentionCommand(invocation);
      case "prune" -> new PruneCommand(invocation);
      case "du" -> new UsageCommand(invocation);
      case "server" -> new ServerCommand(invocation);
      case "doctor" -> new DoctorCommand(invocation);
      case COMPLETION -> new CompletionCommand(invocation);
      case CompleteCommand.NAME -> CompleteCommand.create(invocation);
      default -> throw new IllegalArgumentException("there is no command " + name);
    };
  }
}

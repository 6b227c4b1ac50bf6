package dev.orch.cli.quickstart;

import dev.orch.agent.Agent;
import dev.orch.agent.AgentConfig;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.server.EmbeddedServer;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.StoredRollout;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Where a tour takes place: a ZooKeeper, a directory, agents, and what is said about them. */
final class Stage implements AutoCloseable {
  private static final long POLL_MILLIS = 50;

  private final Invocation invocation;
  private final Calls calls;
  private final Path launcher;
  private final Workspace workspace;
  private final EmbeddedServer server;
  private final Store store;
  private final List<AgentProcess> agents = new ArrayList<>();

  private Stage(
      Invocation invocation,
      Calls calls,
      Path launcher,
      Workspace workspace,
      EmbeddedServer server,
      Store store) {
    this.invocation = invocation;
    this.calls = calls;
    this.launcher = launcher;
    this.workspace = workspace;
    this.server = server;
    this.store = store;
  }

  /** Opens a connection. */
  @FunctionalInterface
  interface StoreOpener {
    Store open(String connect) throws InterruptedException;
  }

  /**
   * Prepares it.
   *
   * @param store opens a connection to a connect string
   */
  static Stage begin(Invocation invocation, Calls calls, Path installation, StoreOpener store)
      throws IOException, InterruptedException {
    Workspace workspace = Workspace.create();
    EmbeddedServer server = null;
    try {
      server = EmbeddedServer.start(workspace.path("zookeeper"), QuickstartCommand.anyPort());
      return new Stage(
          invocation,
          calls,
          installation.resolve("bin/orch"),
          workspace,
          server,
          store.open(server.connectString()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (server != null) {
        server.close();
      }
      workspace.close();
      throw e;
    }
  }

  Workspace workspace() {
    return workspace;
  }

  /** Where ZooKeeper is. */
  String connect() {
    return server.connectString();
  }

  void title(String text) {
    invocation.messages().line("");
    invocation.messages().line("== " + text);
  }

  void say(String text) {
    invocation.messages().line(text);
  }

  /** Runs a command, and says what is typed for it. */
  void orch(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(args));
    say("$ orch " + String.join(" ", QuickstartCommand.quoted(all)));
    all.addAll(List.of("--zk", server.connectString()));
    int exit = calls.run(all.toArray(String[]::new), invocation);
    boolean meant = exit == 0 || (args[0].equals("plan") && exit == 1);
    if (!meant) {
      throw new IOException("orch " + args[0] + " ended with exit code " + exit);
    }
  }

  /**
   * Starts an agent in a process of its own.
   *
   * @param arguments behind {@code orch agent}
   * @param program that it owns; empty if none
   */
  AgentProcess agent(String component, List<String> arguments, List<String> program)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "agent"));
    command.addAll(arguments);
    command.addAll(List.of("--zk", server.connectString()));
    List<String> child = new ArrayList<>();
    if (!program.isEmpty()) {
      child.add("--");
      child.addAll(program);
    }
    command.addAll(child);
    List<String> typed = new ArrayList<>(arguments);
    typed.addAll(child);
    say("$ orch agent " + String.join(" ", typed));
    AgentProcess agent =
        AgentProcess.start(
            component,
            command,
            workspace.path(component + ".log"),
            line -> invocation.messages().line("  | " + line));
    agents.add(agent);
    return agent;
  }

  /** Starts an agent in this process; its caller's to close. */
  Agent agentHere(AgentConfig config) throws IOException, InterruptedException {
    return Agent.start(config, store, List.of());
  }

  /** Waits until the rollout of this revision is in a phase. */
  void awaitPhase(
      ProjectName project, ComponentName component, long revision, Phase phase, Duration atMost)
      throws IOException, InterruptedException {
    ComponentRollouts rollouts = store.rollouts().of(project, component);
    long deadline = System.nanoTime() + atMost.toNanos();
    while (rollouts
        .current()
        .map(StoredRollout::rollout)
        .filter(rollout -> rollout.plan().revision() == revision && rollout.phase() == phase)
        .isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "the rollout of revision " + revision + " was not " + phase + " in time");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** The registry has no watch for people: it is asked again until all say so. */
  void awaitEverywhere(ProjectName project, long revision, Duration atMost)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (List<InstanceStatus> all = store.instances().instances(project);
        all.isEmpty() || !all.stream().allMatch(it -> runs(it, revision));
        all = store.instances().instances(project)) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the agents did not all report revision " + revision + " in time");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private static boolean runs(InstanceStatus instance, long revision) {
    return instance.report().state() == InstanceState.APPLIED
        && instance.report().appliedRevision() == revision;
  }

  /** Ends the agents with their children, then the server, and removes every file. */
  @Override
  public void close() throws IOException {
    agents.forEach(AgentProcess::close);
    store.close();
    try {
      server.close();
    } finally {
      workspace.close();
    }
  }
}

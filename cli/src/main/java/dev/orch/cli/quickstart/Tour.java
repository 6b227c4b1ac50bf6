package dev.orch.cli.quickstart;

import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.server.EmbeddedServer;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the quickstart shows, step by step. Everything in it is real. */
final class Tour implements AutoCloseable {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final String FILE_MGR = "file-mgr";
  private static final String INGEST = "ingest-jobs";
  private static final Duration CONVERGE_AT_MOST = Duration.ofSeconds(45);
  private static final long POLL_MILLIS = 50;

  private final Invocation invocation;
  private final Calls calls;
  private final Path launcher;
  private final Workspace workspace;
  private final Path tree;
  private final EmbeddedServer server;
  private final Store store;
  private final List<AgentProcess> agents = new ArrayList<>();

  private Tour(
      Invocation invocation,
      Calls calls,
      Path launcher,
      Workspace workspace,
      Path tree,
      EmbeddedServer server,
      Store store) {
    this.invocation = invocation;
    this.calls = calls;
    this.launcher = launcher;
    this.workspace = workspace;
    this.tree = tree;
    this.server = server;
    this.store = store;
  }

  /**
   * Prepares it.
   *
   * @param store opens a connection to a connect string
   */
  static Tour begin(Invocation invocation, Calls calls, Path installation, StoreOpener store)
      throws IOException, InterruptedException {
    Workspace workspace = Workspace.create();
    EmbeddedServer server = null;
    try {
      Path tree = workspace.copy(installation.resolve("examples/weather"), "weather");
      server = EmbeddedServer.start(workspace.path("zookeeper"), QuickstartCommand.anyPort());
      return new Tour(
          invocation,
          calls,
          installation.resolve("bin/orch"),
          workspace,
          tree,
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

  /** Opens a connection. */
  @FunctionalInterface
  interface StoreOpener {
    Store open(String connect) throws InterruptedException;
  }

  void run() throws IOException, InterruptedException {
    title("A ZooKeeper of your own");
    say("One runs in this process now, at " + server.connectString() + ", its data below");
    say(workspace.path("").toString() + ". Everything there goes when this tour ends.");

    title("Publish a tree");
    say("examples/weather is a project with two components, " + FILE_MGR + " and " + INGEST + ".");
    orch("publish", tree.toString(), "--project", "weather", "-m", "First light");

    title("Two agents, each with a program of its own");
    AgentProcess fileMgr = agent(FILE_MGR, "bin/serve.sh");
    AgentProcess ingest = agent(INGEST, "bin/ingest.sh");
    final long servingBefore = fileMgr.awaitChild();
    final long fetchingBefore = ingest.awaitChild();
    awaitEverywhere(1);
    orch("status", "--project", "weather");

    title("Change a file, and publish again");
    Path crawler = tree.resolve(INGEST).resolve("etc/crawler.properties");
    replace(crawler, "crawler.pool = 4", "crawler.pool = 8");
    orch("plan", tree.toString(), "--project", "weather", "--diff");
    orch("publish", tree.toString(), "--project", "weather", "-m", "Raise the crawler's pool");
    final long fetchingAfter = ingest.awaitChild();
    awaitEverywhere(2);
    say(INGEST + " was restarted with it: process " + fetchingBefore + " became " + fetchingAfter);
    say(
        fileMgr.wasQuiet()
            ? FILE_MGR + " was left alone: it still is process " + servingBefore
            : FILE_MGR + " printed something too, which it should not have");

    title("Go back");
    orch("rollback", "--project", "weather", "--to", "1", "--yes", "-m", "Too much for the uplink");
    say(INGEST + " is process " + ingest.awaitChild() + " now, with the pool it had before.");
    awaitEverywhere(3);
    orch("history", "--project", "weather");
  }

  private AgentProcess agent(String component, String program) throws IOException {
    Path home = workspace.path("homes").resolve(component);
    Files.createDirectories(home);
    List<String> arguments =
        List.of(
            "agent", "--project", "weather", "--component", component, "--home", home.toString());
    say("$ orch " + String.join(" ", arguments) + " -- " + program);
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(arguments);
    command.addAll(List.of("--zk", server.connectString(), "--", program));
    AgentProcess agent =
        AgentProcess.start(
            component,
            command,
            workspace.path(component + ".log"),
            line -> invocation.messages().line("  | " + line));
    agents.add(agent);
    return agent;
  }

  private void orch(String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(args));
    say("$ orch " + String.join(" ", QuickstartCommand.quoted(all)));
    all.addAll(List.of("--zk", server.connectString()));
    int exit = calls.run(all.toArray(String[]::new), invocation);
    boolean meant = exit == 0 || (args[0].equals("plan") && exit == 1);
    if (!meant) {
      throw new IOException("orch " + args[0] + " ended with exit code " + exit);
    }
  }

  /** The registry has no watch for people: it is asked again until all say so. */
  private void awaitEverywhere(long revision) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + CONVERGE_AT_MOST.toNanos();
    while (!store.instances().instances(PROJECT).stream().allMatch(it -> runs(it, revision))) {
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

  private static void replace(Path file, String before, String after) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    if (!text.contains(before)) {
      throw new IOException(file + ": expected " + before);
    }
    Files.writeString(file, text.replace(before, after), StandardCharsets.UTF_8);
  }

  private void title(String text) {
    invocation.messages().line("");
    invocation.messages().line("== " + text);
  }

  private void say(String text) {
    invocation.messages().line(text);
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

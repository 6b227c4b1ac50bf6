package dev.orch.agent;

import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.process.SignalForwarding;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;

/** An agent in a Java VM of its own, so that it can be killed. */
final class AgentProcess implements AutoCloseable {
  private final Process process;

  private AgentProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one on the rig's home.
   *
   * @param child script of its child; empty for the component's commands
   */
  static AgentProcess start(String connect, Path home, String child) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                AgentProcess.class.getName()));
    command.addAll(List.of(connect, home.toString(), child));
    return new AgentProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(home.resolveSibling("agent.log").toFile()))
            .start());
  }

  /** What {@code bin/orch agent} does, in small. */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[1]);
    StoreSettings settings =
        new StoreSettings(
            arguments[0], Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));
    try (Store store =
        ServiceLoader.load(StoreProvider.class).findFirst().orElseThrow().open(settings)) {
      AgentConfig config = Rig.config(Rig.INSTANCE, home).withCommands(CommandOverrides.NONE);
      if (!arguments[2].isEmpty()) {
        config = config.withChild(Rig.child(arguments[2], home.resolveSibling("output")));
      }
      Agent agent = Agent.start(config, store, List.of());
      SignalForwarding.begin(agent::childPid);
      Runtime.getRuntime().addShutdownHook(new Thread(agent::close, "orch-shutdown"));
      agent.await();
      agent.close();
    }
  }

  /** KILL, to the agent only. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** TERM, and waits for the end. */
  boolean terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor(30, TimeUnit.SECONDS);
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

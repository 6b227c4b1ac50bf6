package dev.orch.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.agent.Moves;
import dev.orch.agent.process.ProcessRecord;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.model.component.Change;
import dev.orch.model.component.Reaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path home;
  private CommandRunner runner;

  @BeforeEach
  void create() {
    runner = new CommandRunner(home.resolve(".orch/trigger"), Duration.ofMillis(300));
  }

  private void run(String line, Duration limit) throws TriggerException, InterruptedException {
    runner.run("start", line, limit, context(List.of()), Map.of());
  }

  private TriggerContext context(List<Change> changes) {
    return Moves.asking(Reaction.RESTART, home).changes(changes).context();
  }

  private ProcessHandle process(String pidFile) throws IOException {
    long pid = Long.parseLong(Files.readString(home.resolve(pidFile)).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  @Test
  void aDaemonWithOpenOutputHoldsNobodyUpAndLivesOn() throws Exception {
    run("sleep 300 & echo $! > pid", LONG);
    ProcessHandle daemon = process("pid");
    assertThat(daemon.isAlive()).isTrue();
    daemon.destroyForcibly();
  }

  /** As logrotate's copytruncate does it: what comes then must not lie behind a hole. */
  @Test
  void theOutputOfADaemonCanBeTruncatedUnderIt() throws Exception {
    run("(while [ ! -e go ]; do sleep 0.01; done; echo later) & echo $! > pid; echo first", LONG);
    ProcessHandle daemon = process("pid");
    Path output = home.resolve(".orch/trigger/start.log");
    assertThat(output).hasContent("first");

    Files.newByteChannel(output, StandardOpenOption.WRITE).truncate(0).close();
    Files.createFile(home.resolve("go"));
    daemon.onExit().get(60, TimeUnit.SECONDS);

    assertThat(output).hasContent("later");
  }

  @Test
  void aHungCommandIsKilledWithAllItStarted() throws Exception {
    String hung =
        "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > child; while :; do sleep 300; done' &"
            + " echo waiting; wait";
    assertThatThrownBy(() -> run(hung, Duration.ofMillis(700)))
        .isInstanceOf(TriggerException.class)
        .hasMessageContaining("did not end within 700 ms and was killed")
        .hasMessageEndingWith("its last output: \"waiting\"");
    long child = Long.parseLong(Files.readString(home.resolve("child")).strip());
    assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void aHungCommandMayCleanUpAfterItsTerm() {
    String tidy = "trap 'echo cleaned > cleaned; exit 1' TERM; while :; do sleep 0.05; done";
    assertThatThrownBy(() -> run(tidy, Duration.ofMillis(500))).hasMessageContaining("was killed");
    assertThat(home.resolve("cleaned")).hasContent("cleaned");
  }

  @Test
  void aCommandThatNeverReadsIsNotHeldUpByALargeChangeList() throws Exception {
    List<Change> many =
        IntStream.range(0, 20_000)
            .mapToObj(i -> (Change) new Change.Added(Moves.file("etc/file-" + i)))
            .toList();
    runner.run("start", "exec <&-; true", LONG, context(many), Map.of());
    runner.run("start", "tail -c 3 > end", LONG, context(many), Map.of());
    assertThat(home.resolve("end")).hasContent("]}");
  }

  @Test
  void aCommandThatAnEarlierAgentLeftRunningIsEndedFirst() throws Exception {
    Process leftover = new ProcessBuilder("sleep", "300").start();
    Files.createDirectories(home.resolve(".orch/trigger"));
    new ProcessRecord(home.resolve(".orch/trigger/running")).save(leftover);
    run("true", LONG);
    assertThat(leftover.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anInterruptEndsTheCommand() throws Exception {
    Thread thread =
        new Thread(
            () -> {
              try {
                run("echo $$ > pid; exec sleep 300", LONG);
              } catch (TriggerException | InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "command-under-test");
    thread.start();
    awaitContent(home.resolve("pid"));
    ProcessHandle command = process("pid");
    thread.interrupt();
    command.onExit().get(10, TimeUnit.SECONDS);
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
  }

  private static void awaitContent(Path file) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!Files.exists(file) || Files.readString(file).isBlank()) {
      assertThat(System.nanoTime()).as("deadline for " + file).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void outputAndChangesAreReadableByTheirOwnerOnly() throws Exception {
    run("echo secret", LONG);
    Path scratch = home.resolve(".orch/trigger");
    for (String name : List.of("start.log", "start.json")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }
}

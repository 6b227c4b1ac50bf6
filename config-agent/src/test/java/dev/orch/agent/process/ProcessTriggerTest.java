package dev.orch.agent.process;

import static dev.orch.agent.Moves.asking;
import static dev.orch.agent.Moves.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.agent.Moves;
import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.command.CommandRunner;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.Reaction;
import dev.orch.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real children, made of shell; time passes by hand where it matters. */
final class ProcessTriggerTest {
  private static final BackoffPolicy POLICY =
      new BackoffPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 0, Duration.ofSeconds(30));

  /** Says its id and the revision once it is ready for signals, then runs until told to end. */
  private static final String SERVER =
      "trap 'echo term >> ends; exit 0' TERM; trap 'echo hup >> hups' HUP;"
          + " echo $$ >> pids; echo $ORCH_REVISION $ORCH_PROJECT >> revisions;"
          + " while :; do sleep 0.02; done";

  private static final ComponentSpec RELOADABLE =
      spec(Map.of("command.reload", "kill -HUP $ORCH_CHILD_PID"));

  @TempDir private Path home;
  private final ManualTimer timer = new ManualTimer();
  private final Reports reports = new Reports();
  private final List<ProcessTrigger> triggers = new ArrayList<>();

  private ProcessTrigger trigger(String script) {
    return trigger(script, Duration.ofSeconds(20), Duration.ofMillis(50));
  }

  private ProcessTrigger trigger(String script, Duration stopTimeout, Duration settle) {
    ChildSettings settings =
        new ChildSettings(
            List.of("/bin/sh", "-c", script),
            stopTimeout,
            settle,
            POLICY,
            ProcessBuilder.Redirect.appendTo(home.resolve("output").toFile()));
    ProcessRecord record = new ProcessRecord(home.resolve(".orch/child"));
    ChildSupervisor supervisor =
        new ChildSupervisor(
            new ChildLauncher(record, settings.output()),
            record,
            POLICY,
            new Backoff(POLICY, new Random(1)),
            stopTimeout,
            timer,
            reports);
    ProcessTrigger trigger =
        new ProcessTrigger(
            Moves.IDENTITY,
            settings,
            CommandOverrides.NONE,
            new CommandRunner(home.resolve(".orch/trigger")),
            supervisor);
    triggers.add(trigger);
    return trigger;
  }

  @AfterEach
  void endChildren() {
    triggers.forEach(ProcessTrigger::close);
  }

  private TriggerContext move(Reaction reaction) {
    return asking(reaction, home).context();
  }

  private List<String> pids(int count) throws Exception {
    return Observed.lines(home.resolve("pids"), count);
  }

  @Test
  void theChildIsDownWhileFilesMoveAndUpAfterwards() throws Exception {
    ProcessTrigger trigger = trigger(SERVER);
    trigger.ensure(move(Reaction.NOTHING));
    String first = pids(1).get(0);
    trigger.prepare(move(Reaction.RESTART));
    assertThat(trigger.childPid()).isEmpty();
    Observed.ended(first);
    assertThat(home.resolve("ends")).hasContent("term");
    trigger.activate(move(Reaction.RESTART));
    assertThat(pids(2).get(1)).isEqualTo(Long.toString(trigger.childPid().orElseThrow()));
    assertThat(home.resolve("revisions")).hasContent("12 weather\n12 weather");
  }

  @Test
  void aChangeThatAsksForNothingLeavesTheChildAloneButStartsAMissingOne() throws Exception {
    ProcessTrigger trigger = trigger(SERVER);
    trigger.prepare(move(Reaction.NOTHING));
    trigger.activate(move(Reaction.NOTHING));
    pids(1);
    trigger.prepare(move(Reaction.NOTHING));
    trigger.activate(move(Reaction.NOTHING));
    trigger.ensure(move(Reaction.NOTHING));
    assertThat(pids(1)).hasSize(1);
    assertThat(trigger.childPid()).isPresent();
  }

  @Test
  void aReloadCommandFindsTheChildAndLeavesItRunning() throws Exception {
    ProcessTrigger trigger = trigger(SERVER);
    trigger.ensure(move(Reaction.NOTHING));
    pids(1);
    Observed.lines(home.resolve("revisions"), 1);
    TriggerContext reload = asking(Reaction.RELOAD, home).within(RELOADABLE).context();
    trigger.prepare(reload);
    trigger.activate(reload);
    Await.until("answer to HUP", () -> Files.exists(home.resolve("hups")));
    assertThat(trigger.childPid()).isPresent();
  }

  @Test
  void withoutAReloadCommandTheChildIsRestarted() throws Exception {
    ProcessTrigger trigger = trigger(SERVER);
    trigger.ensure(move(Reaction.NOTHING));
    String first = pids(1).get(0);
    trigger.prepare(move(Reaction.RELOAD));
    Observed.ended(first);
    trigger.activate(move(Reaction.RELOAD));
    assertThat(pids(2)).hasSize(2);
  }

  @Test
  void aChildThatIgnoresTermIsKilledWithWhatItStarted() throws Exception {
    ProcessTrigger trigger =
        trigger(
            "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ >> pids; while :; do sleep 0.05; done' &"
                + " echo $$ >> pids; while :; do sleep 0.05; done",
            Duration.ofMillis(300),
            Duration.ofMillis(50));
    trigger.ensure(move(Reaction.NOTHING));
    List<String> both = pids(2);
    trigger.prepare(move(Reaction.RESTART));
    for (String pid : both) {
      Observed.ended(pid);
    }
  }

  @Test
  void aChildThatCrashesAtOnceMakesTheApplyFailAndTheUndoKeepsTryingTheOld() throws Exception {
    // Long, so that a slow machine cannot make the crash come after it.
    ProcessTrigger trigger =
        trigger(
            "[ -e broken ] && exit 3; " + SERVER, Duration.ofSeconds(20), Duration.ofMillis(1500));
    Files.createFile(home.resolve("broken"));
    trigger.prepare(move(Reaction.RESTART));
    assertThatThrownBy(() -> trigger.activate(move(Reaction.RESTART)))
        .isInstanceOf(TriggerException.class)
        .hasMessageContaining("ended with exit code 3 within 1500 ms of its start");
    assertThat(timer.isIdle()).isTrue();

    TriggerContext back = asking(Reaction.RESTART, home).undoing().context();
    trigger.prepare(back);
    trigger.undo(back);
    assertThat(reports.told.poll(20, TimeUnit.SECONDS)).contains("exit code 3");
    Files.delete(home.resolve("broken"));
    timer.runNext();
    pids(1);
  }

  @Test
  void aProgramThatIsNotThereMakesTheApplyFail() {
    ProcessTrigger trigger =
        trigger("exec no-such-program", Duration.ofSeconds(20), Duration.ofSeconds(5));
    assertThatThrownBy(() -> trigger.activate(move(Reaction.RESTART)))
        .isInstanceOf(TriggerException.class)
        .hasMessageContaining("exit code 127");
  }

  @Test
  void goingBackToNothingLeavesNothingRunning() throws Exception {
    ProcessTrigger trigger = trigger(SERVER);
    trigger.activate(move(Reaction.RESTART));
    pids(1);
    TriggerContext back = asking(Reaction.RESTART, home).to(null).undoing().context();
    trigger.prepare(back);
    trigger.undo(back);
    assertThat(trigger.childPid()).isEmpty();
  }

  @Test
  void aFlappingChildIsStartedAgainWithGrowingWaitsThatBeginAnewAfterASoundRun() throws Exception {
    ProcessTrigger trigger =
        trigger("echo $$ >> pids; [ -e sound ] || exit 1; while :; do sleep 0.02; done");
    trigger.ensure(move(Reaction.NOTHING));
    assertThat(timer.runNext()).isEqualTo(Duration.ofSeconds(1));
    assertThat(reports.told.take()).contains("exit code 1 after 0.0 s; crash 1 in a row");
    for (long expected : new long[] {2, 4, 8, 16, 32, 60}) {
      assertThat(nextLaunch()).isEqualTo(Duration.ofSeconds(expected));
    }
    awaitCrash();
    Files.createFile(home.resolve("sound"));
    assertThat(timer.runNext()).isEqualTo(Duration.ofSeconds(60));
    pids(9);
    assertThat(timer.runNext()).as("time to become steady").isEqualTo(POLICY.steadyAfter());
    assertThat(reports.told.take()).isEqualTo("steady");
    Files.delete(home.resolve("sound"));
    ProcessHandle.of(trigger.childPid().orElseThrow()).orElseThrow().destroyForcibly();
    assertThat(nextLaunch()).isEqualTo(Duration.ofSeconds(1));
  }

  private void awaitCrash() throws InterruptedException {
    assertThat(reports.told.poll(20, TimeUnit.SECONDS)).contains("started again in");
  }

  private Duration nextLaunch() throws InterruptedException {
    awaitCrash();
    return timer.runNext();
  }

  @Test
  void aNewRevisionDoesNotWaitForTheBackOff() throws Exception {
    ProcessTrigger trigger = trigger("echo $$ >> pids; [ -e fixed ] || exit 1; exec sleep 300");
    trigger.ensure(move(Reaction.NOTHING));
    assertThat(reports.told.poll(20, TimeUnit.SECONDS)).contains("exit code 1");
    Files.createFile(home.resolve("fixed"));
    trigger.prepare(move(Reaction.RESTART));
    trigger.activate(move(Reaction.RESTART));
    assertThat(pids(2)).hasSize(2);
    assertThat(timer.isIdle()).as("the former child's restart is cancelled").isTrue();
    assertThat(reports.told).as("no trouble any more").containsExactly("steady");
  }

  @Test
  void aChildThatEndsWithZeroHasEndedForGood() throws Exception {
    ProcessTrigger trigger = trigger("echo $$ >> pids");
    trigger.ensure(move(Reaction.NOTHING));
    assertThat(trigger.ended().get(20, TimeUnit.SECONDS)).isZero();
    assertThat(timer.isIdle()).isTrue();
    assertThat(reports.told).isEmpty();
  }

  @Test
  void whatADeadAgentLeftBehindIsEndedBeforeTheNextChildStarts() throws Exception {
    ProcessTrigger dead = trigger(SERVER);
    dead.ensure(move(Reaction.NOTHING));
    String orphan = pids(1).get(0);

    ProcessTrigger next = trigger(SERVER);
    next.ensure(move(Reaction.NOTHING));
    Observed.ended(orphan);
    assertThat(pids(2).get(1)).isEqualTo(Long.toString(next.childPid().orElseThrow()));
  }

  @Test
  void anotherProcessWithTheIdOfADeadChildIsLeftAlone() throws Exception {
    Process bystander = new ProcessBuilder("sleep", "300").start();
    try {
      ProcessMark mark = ProcessMark.of(bystander.pid()).orElseThrow();
      new ProcessRecord(home.resolve(".orch/child"))
          .save(new ProcessMark(bystander.pid(), mark.birth() + "0"));
      trigger(SERVER).ensure(move(Reaction.NOTHING));
      pids(1);
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void aChildThatCannotBeRecordedDoesNotRun() throws Exception {
    Files.createDirectories(home.resolve(".orch/child/in-the-way"));
    ProcessTrigger trigger = trigger(SERVER);
    assertThatThrownBy(() -> trigger.activate(move(Reaction.RESTART)))
        .isInstanceOf(TriggerException.class);
    assertThat(home.resolve("pids")).doesNotExist();
  }

  @Test
  void closingEndsTheChildAndForgetsIt() throws Exception {
    ProcessTrigger trigger = trigger(SERVER);
    trigger.ensure(move(Reaction.NOTHING));
    String child = pids(1).get(0);
    trigger.close();
    Observed.ended(child);
    assertThat(home.resolve(".orch/child")).doesNotExist();
  }
}

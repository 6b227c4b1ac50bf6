package dev.orch.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.InstanceId;
import dev.orch.model.RefusedException;
import dev.orch.model.command.CommandBox;
import dev.orch.model.command.CommandId;
import dev.orch.model.command.CommandProgress;
import dev.orch.model.command.CommandRecord;
import dev.orch.model.command.CommandRequest;
import dev.orch.model.command.CommandResult;
import dev.orch.model.command.CommandState;
import dev.orch.model.command.CommandVerb;
import dev.orch.model.revision.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every store of commands promises. */
public abstract class CommandsContract extends InstanceContract {
  private static final CommandProgress CLAIMED = CommandProgress.claimedBy("agent-1");

  private final Random random = new Random();

  private CommandBox box() {
    return store().commands().of(project, FILE_MGR, NODE1);
  }

  private CommandBox others() {
    return ofAnotherProcess().commands().of(project, FILE_MGR, NODE1);
  }

  private CommandId id() {
    return CommandId.random(random);
  }

  private static CommandRequest request(CommandVerb verb) {
    return new CommandRequest(verb, "ålice", "build7", Duration.ofMinutes(5));
  }

  private CommandRecord added(CommandVerb verb) throws InterruptedException {
    return box().add(id(), request(verb));
  }

  @Test
  void whatIsQueuedIsSeenByTheOtherSideOldestFirst() throws Exception {
    assertThat(box().list()).isEmpty();
    CommandRecord first = added(CommandVerb.STOP);
    CommandRecord second = added(CommandVerb.START);

    assertThat(first.request()).isEqualTo(request(CommandVerb.STOP));
    assertThat(first.progress()).isEqualTo(CommandProgress.QUEUED);
    assertThat(first.changedAt()).isEqualTo(first.queuedAt());
    assertThat(first.wasLate()).isFalse();
    Await.until("both are seen", () -> others().list().equals(List.of(first, second)));
    assertThat(others().find(second.id())).contains(second);
    assertThat(others().find(id())).isEmpty();
  }

  @Test
  void askingAgainUnderTheSameIdAsksOnce() throws Exception {
    CommandRecord first = added(CommandVerb.RESTART);
    assertThat(box().add(first.id(), request(CommandVerb.RESTART))).isEqualTo(first);
    assertThat(box().list()).containsExactly(first);
  }

  @Test
  void anInstanceThatIsNotThereCannotBeAsked() throws Exception {
    CommandBox nobody = store().commands().of(project, FILE_MGR, new InstanceId("node2"));
    assertThat(nobody.list()).isEmpty();
    assertThatThrownBy(() -> nobody.add(id(), request(CommandVerb.RESTART)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("node2");
  }

  @Test
  void ofTwoWhoChangeTheSameOneIsFirst() throws Exception {
    CommandRecord queued = added(CommandVerb.RESTART);
    CommandRecord claimed = box().replace(queued, CLAIMED).orElseThrow();
    assertThat(claimed.progress()).isEqualTo(CLAIMED);
    assertThat(claimed.queuedAt()).isEqualTo(queued.queuedAt());
    assertThat(claimed.changedAt()).isAfterOrEqualTo(queued.changedAt());
    assertThat(claimed.version()).isEqualTo(queued.version() + 1);

    assertThat(others().replace(queued, CommandProgress.claimedBy("agent-2"))).isEmpty();
    CommandProgress done =
        claimed.progress().ended(CommandResult.failed("no\nluck"), Duration.ofMillis(1234));
    Optional<CommandRecord> ended = others().replace(claimed, done);
    assertThat(ended.map(CommandRecord::progress)).contains(done);
    assertThat(box().find(queued.id())).isEqualTo(ended);
  }

  @Test
  void whatIsChangedOrQueuedIsToldToWhoWatches() throws Exception {
    Signals signals = new Signals();
    try (Subscription watch =
        ofAnotherProcess().commands().watch(project, FILE_MGR, NODE1, signals)) {
      assertThat(watch).isNotNull();
      signals.awaitMoreThan(0);
      int before = signals.count();
      CommandRecord queued = added(CommandVerb.RESTART);
      signals.awaitMoreThan(before);
      Await.until("it is seen", () -> others().list().equals(List.of(queued)));
      before = signals.count();
      assertThat(box().replace(queued, CLAIMED)).isPresent();
      signals.awaitMoreThan(before);
    }
  }

  @Test
  void onlyTheNewestOfThoseThatHaveEndedAreKept() throws Exception {
    List<CommandId> ids = new ArrayList<>();
    CommandRecord open = added(CommandVerb.STOP);
    for (int i = 0; i < CommandBox.KEPT + 5; i++) {
      CommandRecord queued = added(CommandVerb.RESTART);
      CommandRecord claimed = box().replace(queued, CLAIMED).orElseThrow();
      assertThat(
              box().replace(claimed, claimed.progress().ended(CommandResult.DONE, Duration.ZERO)))
          .isPresent();
      ids.add(queued.id());
    }
    CommandRecord last = added(CommandVerb.RESTART);
    List<CommandId> kept = box().list().stream().map(CommandRecord::id).toList();
    List<CommandId> expected = new ArrayList<>(List.of(open.id()));
    expected.addAll(ids.subList(ids.size() - CommandBox.KEPT + 1, ids.size()));
    expected.add(last.id());
    assertThat(kept).isEqualTo(expected);
  }

  @Test
  void notMoreMayWaitThanSomebodyCanOverlook() throws Exception {
    for (int i = 0; i < CommandBox.MAX_OPEN; i++) {
      added(CommandVerb.RECONCILE);
    }
    assertThatThrownBy(() -> added(CommandVerb.RECONCILE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("commands");
  }

  @Test
  void whatNobodyBeganWithInTimeMakesRoom() throws Exception {
    CommandRecord late =
        box().add(id(), new CommandRequest(CommandVerb.RESTART, "a", "h", Duration.ofMillis(1)));
    Await.until(
        "its time is over",
        () -> {
          added(CommandVerb.RECONCILE);
          return box().find(late.id()).orElseThrow().state() == CommandState.EXPIRED;
        });
  }

  @Test
  void aClaimTellsByTheStoresClockWhetherItWasLate() throws Exception {
    CommandRecord queued =
        box().add(id(), new CommandRequest(CommandVerb.RESTART, "a", "h", Duration.ofMillis(1)));
    CommandRecord[] newest = {queued};
    Await.until(
        "a claim is late",
        () -> {
          newest[0] = box().replace(newest[0], CLAIMED).orElseThrow();
          return newest[0].wasLate();
        });
    assertThat(newest[0].changedAt()).isAfter(queued.queuedAt().plusMillis(1));
  }

  @Test
  void anInstanceIsForgottenWithItsCommands() throws Exception {
    added(CommandVerb.RESTART);
    store().instances().forget(project, FILE_MGR, NODE1);
    assertThat(box().list()).isEmpty();
    assertThatThrownBy(() -> added(CommandVerb.RESTART))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.orch.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.engine.DesiredSource;
import dev.orch.engine.DesiredState;
import dev.orch.engine.DryRun;
import dev.orch.engine.Outcome;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.engine.remote.RemoteDryRun;
import dev.orch.engine.remote.RemoteNotes;
import dev.orch.engine.remote.RemotePasses;
import dev.orch.engine.standby.Standby;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.home.RemoteHome;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.Trees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a component in a home that is not on this machine. */
class RemotePassesTest {
  static final FileTree FIRST = Trees.of("etc/a.properties", "a=1", "policy/b.xml", "<b/>");
  static final FileTree SECOND = Trees.of("etc/a.properties", "a=2", "policy/b.xml", "<b/>");
  private static final FileTree HEALING =
      Trees.builder()
          .file("etc/a.properties", "a=1")
          .spec(new TreeMap<>(Map.of("drift", "heal")))
          .build();

  /** A state as a store publishes it. */
  record Published(long revision, FileTree tree) implements DesiredState.Present {
    @Override
    public Digest digest() {
      return tree.manifest().digest();
    }

    @Override
    public FileTree open(Manifest like) {
      return tree;
    }
  }

  /** Notes what it is asked for, and fails where a test says so. */
  static final class Recorder implements Trigger {
    /** What happens while something is being stopped. */
    interface Meanwhile {
      void run() throws IOException;
    }

    final List<String> calls = new ArrayList<>();
    String failing = "";
    Meanwhile whilePreparing = () -> {};

    private void note(String call, TriggerContext context) throws TriggerException {
      calls.add(call + " " + CanonicalName.of(context.actions().reaction()));
      if (call.equals(failing)) {
        throw new TriggerException(call + " did not work", null);
      }
    }

    @Override
    public void ensure(TriggerContext context) throws TriggerException {
      note("ensure", context);
    }

    @Override
    public void prepare(TriggerContext context) throws TriggerException {
      note(context.undoing() ? "prepare-undo" : "prepare", context);
      try {
        whilePreparing.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void activate(TriggerContext context) throws TriggerException {
      note("activate", context);
    }

    @Override
    public void undo(TriggerContext context) throws TriggerException {
      note("undo", context);
    }
  }

  /** The behaviour on any file system. */
  abstract static class OnAny {
    private final Recorder trigger = new Recorder();
    private final List<RemoteHome> opened = new ArrayList<>();
    private DesiredState desired = new DesiredState.Absent();
    private @Nullable HadoopDirectory place;

    abstract HadoopDirectory newPlace() throws IOException;

    /** What someone else does, of whom orch is not told. */
    void change(String path, String text) throws IOException {
      place().write(path, bytes(text), false);
    }

    @AfterEach
    void close() throws IOException {
      for (RemoteHome home : opened) {
        home.close();
      }
    }

    HadoopDirectory place() throws IOException {
      HadoopDirectory known = place;
      if (known == null) {
        known = newPlace();
        place = known;
      }
      return known;
    }

    WatchedHome home() throws IOException {
      WatchedHome home = new WatchedHome(Places.home(place()));
      opened.add(home);
      return home;
    }

    RemotePasses passes(WatchedHome home) {
      return passes(home, () -> desired);
    }

    private RemotePasses passes(WatchedHome home, DesiredSource source) {
      return new RemotePasses(source, home, new RemoteNotes(home, "test"), trigger, Standby.NEVER);
    }

    void publish(long revision, FileTree tree) {
      desired = new Published(revision, tree);
    }

    private Outcome apply(long revision, FileTree tree) throws Exception {
      publish(revision, tree);
      return passes(home()).reconcile();
    }

    private String read(String path) throws IOException {
      try (InputStream in = home().open(path)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    private String readCurrent(String path) throws IOException {
      return read(read("current").strip() + "/" + path);
    }

    @Test
    void readersAreSentToTheWholeNewStateAndTheFormerOneStays() throws Exception {
      assertThat(apply(1, FIRST)).isInstanceOf(Outcome.Applied.class);
      String former = read("current").strip();
      assertThat(readCurrent("etc/a.properties")).isEqualTo("a=1");

      assertThat(apply(2, SECOND)).isInstanceOf(Outcome.Applied.class);

      assertThat(readCurrent("etc/a.properties")).isEqualTo("a=2");
      assertThat(readCurrent("policy/b.xml")).isEqualTo("<b/>");
      assertThat(read(former + "/etc/a.properties")).isEqualTo("a=1");
      assertThat(trigger.calls)
          .containsExactly(
              "prepare restart", "activate restart", "prepare restart", "activate restart");
    }

    @Test
    void onlyTheTwoStatesBeforeStay() throws Exception {
      for (int i = 1; i <= 5; i++) {
        apply(i, Trees.of("a", "text " + i));
      }
      assertThat(home().names(".orch/rev").stream().filter(name -> !name.contains(".")).count())
          .isEqualTo(3);
      assertThat(home().names(".orch/stage")).isEmpty();
      assertThat(readCurrent("a")).isEqualTo("text 5");
    }

    @Test
    void anEmptyComponentIsAStateToo() throws Exception {
      apply(1, FIRST);
      assertThat(apply(2, Trees.of())).isInstanceOf(Outcome.Applied.class);
      assertThat(apply(2, Trees.of())).isInstanceOf(Outcome.UpToDate.class);
      assertThat(home().files(read("current").strip())).isEmpty();
    }

    @Test
    void whatIsThereIsNeitherReadNorWritten() throws Exception {
      apply(1, FIRST);
      WatchedHome home = home();
      trigger.calls.clear();

      RemotePasses passes = passes(home);
      assertThat(passes.reconcile()).isInstanceOf(Outcome.UpToDate.class);
      assertThat(passes.reconcile()).isInstanceOf(Outcome.UpToDate.class);

      assertThat(home.effects()).isEmpty();
      assertThat(home.bodiesRead()).isEmpty();
      assertThat(trigger.calls).containsExactly("ensure nothing");
    }

    @Test
    void theSameComponentInAnotherRevisionRestartsNothing() throws Exception {
      apply(1, FIRST);
      trigger.calls.clear();
      assertThat(apply(2, FIRST))
          .isEqualTo(new Outcome.UpToDate(2, FIRST.manifest().digest(), List.of()));
      assertThat(trigger.calls).containsExactly("ensure nothing");
    }

    @Test
    void whatDoesNotStartIsTakenBackAndNotTriedAgainUnasked() throws Exception {
      apply(1, FIRST);
      trigger.calls.clear();
      trigger.failing = "activate";

      publish(2, SECOND);
      RemotePasses passes = passes(home());
      assertThat(passes.reconcile())
          .isEqualTo(
              new Outcome.Failed(2, SECOND.manifest().digest(), "activate did not work", true));
      assertThat(readCurrent("etc/a.properties")).isEqualTo("a=1");
      assertThat(trigger.calls)
          .containsExactly(
              "prepare restart", "activate restart", "prepare-undo restart", "undo restart");

      trigger.failing = "";
      assertThat(passes(home()).reconcile()).as("by another").isInstanceOf(Outcome.Failed.class);
      passes.retryFailed();
      assertThat(passes.reconcile()).isInstanceOf(Outcome.Applied.class);
      assertThat(readCurrent("etc/a.properties")).isEqualTo("a=2");
    }

    @Test
    void whatDoesNotStopIsLeftRunning() throws Exception {
      apply(1, FIRST);
      trigger.calls.clear();
      trigger.failing = "prepare";
      assertThat(apply(2, SECOND)).isInstanceOf(Outcome.Failed.class);
      assertThat(readCurrent("etc/a.properties")).isEqualTo("a=1");
      assertThat(trigger.calls).containsExactly("prepare restart", "undo restart");
    }

    @Test
    void aFirstApplyThatFailsSendsReadersNowhere() throws Exception {
      trigger.failing = "activate";
      assertThat(apply(1, FIRST)).isInstanceOf(Outcome.Failed.class);
      assertThat(home().names("")).doesNotContain("current");
    }

    @Test
    void whatSomeoneChangedIsReportedAndOnlyThatIsRead() throws Exception {
      apply(1, FIRST);
      String state = read("current").strip();
      change(state + "/etc/a.properties", "a=9");

      WatchedHome home = home();
      assertThat(passes(home).reconcile())
          .isEqualTo(
              new Outcome.UpToDate(
                  1, FIRST.manifest().digest(), List.of(new ConfigPath("etc/a.properties"))));
      assertThat(home.bodiesRead()).doesNotContain(state + "/policy/b.xml");
      assertThat(readCurrent("etc/a.properties")).isEqualTo("a=9");
    }

    @Test
    void aPointerThatSomeoneWroteOverIsReported() throws Exception {
      apply(1, FIRST);
      place().write("current", bytes("elsewhere\n"), false);
      assertThat(passes(home()).reconcile())
          .isEqualTo(
              new Outcome.UpToDate(
                  1, FIRST.manifest().digest(), List.of(new ConfigPath("current"))));
    }

    @Test
    void aPointerThatAnAgentWroteTooLateIsPutRight() throws Exception {
      apply(1, FIRST);
      String former = read("current");
      apply(2, SECOND);
      place().write("current", bytes(former), false);
      assertThat(passes(home()).reconcile()).isInstanceOf(Outcome.UpToDate.class);
      assertThat(readCurrent("etc/a.properties")).isEqualTo("a=2");
    }

    @Test
    void whatSomeoneChangedIsHealedWhereTheComponentSaysSo() throws Exception {
      apply(1, HEALING);
      String state = read("current").strip();
      place().write(state + "/etc/a.properties", bytes("changed"), false);
      trigger.calls.clear();

      assertThat(passes(home()).reconcile()).isInstanceOf(Outcome.Applied.class);

      assertThat(readCurrent("etc/a.properties")).isEqualTo("a=1");
      assertThat(trigger.calls).containsExactly("prepare restart", "activate restart");
      assertThat(passes(home()).reconcile()).isInstanceOf(Outcome.UpToDate.class);
    }

    @Test
    void aDamagedOlderStateIsMadeAnewWhenItComesBack() throws Exception {
      apply(1, FIRST);
      String first = read("current").strip();
      apply(2, SECOND);
      place().write(first + "/policy/b.xml", bytes("<!-- mine -->"), false);
      apply(3, FIRST);
      assertThat(readCurrent("policy/b.xml")).isEqualTo("<b/>");
    }

    @Test
    void aSourceThatIsAwayLeavesAll() throws Exception {
      apply(1, FIRST);
      WatchedHome home = home();
      Outcome outcome =
          passes(
                  home,
                  () -> {
                    throw new StoreUnavailableException("the store is away", "Wait.", null);
                  })
              .reconcile();
      assertThat(outcome)
          .isEqualTo(new Outcome.SourceUnavailable("the store is away", true, List.of()));
      assertThat(home.effects()).isEmpty();
    }

    @Test
    void whoWasOvertakenLeavesTheHomeToTheOther() throws Exception {
      apply(1, FIRST);
      WatchedHome slow = home();
      RemoteNotes notes = new RemoteNotes(slow, "slow");
      notes.leader();
      RemoteNotes other = new RemoteNotes(home(), "other");
      other.leader();
      other.takeOver(new InstanceId("edge2"));

      assertThatThrownBy(() -> notes.takeOver(null))
          .hasMessageContaining("changed meanwhile by other");
    }

    @Test
    void whoIsOvertakenWhileItAppliesLeavesTheRestToTheOther() throws Exception {
      apply(1, FIRST);
      String former = read("current");
      trigger.calls.clear();
      trigger.whilePreparing =
          () -> {
            RemoteNotes other = new RemoteNotes(home(), "other");
            other.leader();
            other.takeOver(new InstanceId("edge2"));
          };

      Outcome outcome = apply(2, SECOND);

      assertThat(outcome).isInstanceOf(Outcome.Held.class);
      assertThat(read("current")).as("it sends nobody anywhere any more").isEqualTo(former);
      assertThat(trigger.calls).as("nor takes anything back").containsExactly("prepare restart");
    }

    @Test
    void aStateWhoseInventoryIsLostGivesWayAndIsGoneBackTo() throws Exception {
      apply(1, FIRST);
      String former = read("current");
      place().delete(".orch/rev/" + FIRST.manifest().digest().hex() + ".inventory");

      trigger.failing = "activate";
      assertThat(apply(2, SECOND)).isInstanceOf(Outcome.Failed.class);
      assertThat(read("current")).isEqualTo(former);

      trigger.failing = "";
      assertThat(apply(3, Trees.of("a", "third"))).isInstanceOf(Outcome.Applied.class);
      assertThat(readCurrent("a")).isEqualTo("third");
    }

    @Test
    void aLostInventoryOfWhatIsDesiredIsMadeAgain() throws Exception {
      apply(1, FIRST);
      place().delete(".orch/rev/" + FIRST.manifest().digest().hex() + ".inventory");
      assertThat(apply(1, FIRST)).isInstanceOf(Outcome.UpToDate.class);
      assertThat(home().names(".orch/rev")).hasSize(2);
    }

    @Test
    void aDryRunTellsWhatWouldBeDoneAndDoesNothing() throws Exception {
      apply(1, FIRST);
      WatchedHome home = home();
      DryRun run = RemoteDryRun.of(home, SECOND.manifest());
      assertThat(run.actions().changes().modifiedCount()).isEqualTo(1);
      assertThat(run.drifted()).isEmpty();
      assertThat(home.effects()).isEmpty();
    }
  }

  static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Nested
  class OnHdfs extends OnAny {
    @Override
    HadoopDirectory newPlace() throws IOException {
      return Places.hdfs();
    }

    @Test
    void aFileThatWasWrittenAgainWithTheSameBytesIsComparedByItsChecksum() throws Exception {
      publish(1, FIRST);
      passes(home()).reconcile();
      String state = ".orch/rev/" + FIRST.manifest().digest().hex();
      place().write(state + "/etc/a.properties", bytes("a=1"), false);

      WatchedHome home = home();
      assertThat(passes(home).reconcile())
          .isEqualTo(new Outcome.UpToDate(1, FIRST.manifest().digest(), List.of()));
      assertThat(home.bodiesRead()).isEmpty();
    }
  }

  @Nested
  class OnLocalFiles extends OnAny {
    @TempDir Path directory;

    @Override
    HadoopDirectory newPlace() throws IOException {
      return Places.local(directory);
    }
  }
}

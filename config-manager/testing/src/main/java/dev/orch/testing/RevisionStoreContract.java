package dev.orch.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.ProjectSettings;
import dev.orch.model.revision.ProjectUsage;
import dev.orch.model.revision.PruneResult;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionKind;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.StorageUse;
import dev.orch.model.revision.WriteSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RevisionStore} promises; each test uses a project of its own. */
public abstract class RevisionStoreContract {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");
  private static final Duration SHORT = Duration.ofMillis(200);

  private ProjectName project = new ProjectName("unnamed");

  /** The store, connected. */
  protected abstract RevisionStore store();

  @BeforeEach
  void chooseProject() {
    project = new ProjectName("p-" + UUID.randomUUID());
  }

  private FileTree live() throws InterruptedException {
    return open(head());
  }

  private Head head() throws InterruptedException {
    return store().head(project).orElseThrow();
  }

  private FileTree open(Head head) throws InterruptedException {
    return store().open(project, head.component(FILE_MGR).orElseThrow());
  }

  private FileTree open(RevisionInfo revision) throws InterruptedException {
    ComponentHead state = Objects.requireNonNull(revision.components().get(LayerName.of(FILE_MGR)));
    return store().open(project, state);
  }

  private RevisionInfo publish(FileTree tree) throws InterruptedException {
    return Commits.publish(store(), project, "file-mgr", tree);
  }

  private WriteSession write() throws InterruptedException {
    return store().write(project, "alice@host1", Commits.LOCK_WAIT);
  }

  @Test
  void aProjectThatWasNeverWrittenHasNothing() throws Exception {
    assertThat(store().head(project)).isEmpty();
    assertThat(store().latestHead(project)).isEmpty();
    assertThat(store().history(project, 10)).isEmpty();
    assertThat(store().revision(project, 1)).isEmpty();
    assertThat(store().bytesHeld(project)).isZero();
    assertThat(store().projects()).doesNotContain(project);
  }

  @Test
  void everyByteAndPropertyOfEveryFileComesBack() throws Exception {
    byte[] binary = new byte[5_000];
    new Random(1).nextBytes(binary);
    FileTree tree =
        Trees.builder()
            .file("etc/filemgr.properties", "a=1\r\nb=2\r\n")
            .file("binary", binary)
            .file("empty", new byte[0])
            .file("a b/ä ö/日本.txt", "ü")
            .file(".hidden/-dash", "x")
            .file("a/b/c/d/e/f/g/h/i/j", "deep")
            .executable("bin/start.sh", "#!/bin/sh\n")
            .spec(Map.of("trigger", "none", "future-key", "line\nline"))
            .build();
    publish(tree);
    assertThat(live().manifest()).isEqualTo(tree.manifest());
    assertThat(live().manifest().spec()).isEqualTo(tree.manifest().spec());
    Map<String, byte[]> found = Trees.bytes(live());
    Trees.bytes(tree).forEach((path, bytes) -> assertThat(found.get(path)).isEqualTo(bytes));
    assertThat(found).hasSameSizeAs(tree.manifest().files());
  }

  @Test
  void theLayersOfAComponentAreKeptApart() throws Exception {
    SortedMap<LayerName, FileTree> layers = new TreeMap<>();
    layers.put(LayerName.parse("_base/file-mgr"), Trees.of("etc/a", "base"));
    layers.put(LayerName.parse("file-mgr"), Trees.of("etc/a", "own", "etc/b", "own"));
    layers.put(LayerName.parse("file-mgr@rack=a"), Trees.of("etc/a", "rack"));
    layers.put(LayerName.parse("file-mgr@fm-3"), Trees.of("etc/a", "one"));
    Commits.make(store(), project, new Commit.Publish(layers, Commits.AUTHORSHIP));
    assertThat(head().components().keySet()).isEqualTo(layers.keySet());
    for (Map.Entry<LayerName, ComponentHead> layer : head().components().entrySet()) {
      FileTree written = Objects.requireNonNull(layers.get(layer.getKey()));
      FileTree found = store().open(project, layer.getValue());
      assertThat(found.manifest()).isEqualTo(written.manifest());
      assertThat(Trees.texts(found)).isEqualTo(Trees.texts(written));
    }
    assertThat(store().usage(project).orElseThrow().components()).containsOnlyKeys(FILE_MGR);

    layers.remove(LayerName.parse("file-mgr@fm-3"));
    Commits.make(store(), project, new Commit.Publish(layers, Commits.AUTHORSHIP));
    assertThat(head().components().keySet()).isEqualTo(layers.keySet());
    assertThat(store().history(project, 10).get(1).components())
        .containsKey(LayerName.parse("file-mgr@fm-3"));
  }

  @Test
  void aFileOfManyPartsComesBack() throws Exception {
    byte[] large = new byte[700_001];
    new Random(2).nextBytes(large);
    publish(Trees.ofBytes(Map.of("large", large, "small", new byte[] {1})));
    assertThat(Trees.bytes(live()).get("large")).isEqualTo(large);
  }

  @Test
  void onlyWhatIsAskedForIsRead() throws Exception {
    FileTree tree = Trees.of("a", "1", "b", "2", "c", "3");
    publish(tree);
    FileTree live = live();
    assertThat(
            Trees.bytes(
                live, List.of(live.manifest().files().get(live.manifest().files().lastKey()))))
        .containsOnlyKeys("c");
  }

  @Test
  void onlyFilesWhoseBytesAreNotHeldAreReadFromTheDesiredTree() throws Exception {
    publish(Trees.of("a", "1", "b", "2"));
    FileTree moved = Trees.of("a", "1", "b", "3", "c", "2");
    ReadRecorder second = new ReadRecorder(moved);
    publish(second);
    assertThat(second.read()).containsExactly("b");
    assertThat(Trees.texts(live())).isEqualTo(Trees.texts(moved));
  }

  @Test
  void bytesAreHeldForOneFileAtATime() throws Exception {
    publish(Trees.of("a", "1", "b", "2"));
    FileTree copied = Trees.of("a", "1", "c", "1", "d", "2", "e", "2");
    ReadRecorder second = new ReadRecorder(copied);
    publish(second);
    assertThat(second.read()).as("the copy of what stays, and the second of what moved").hasSize(2);
    assertThat(Trees.texts(live())).isEqualTo(Trees.texts(copied));

    publish(Trees.of("c", "1", "e", "2"));
    try (WriteSession session = store().write(project, "test", Commits.LOCK_WAIT)) {
      session.prune(1);
    }
    assertThat(Trees.texts(live())).isEqualTo(Trees.texts(Trees.of("c", "1", "e", "2")));
  }

  @Test
  void aFileThatIsNotInTheTreeAnyMoreIsGone() throws Exception {
    publish(Trees.of("a", "1", "b", "2"));
    publish(Trees.of("b", "2"));
    assertThat(Trees.texts(live())).containsOnlyKeys("b");
  }

  @Test
  void aFileBecomesADirectoryAndBack() throws Exception {
    FileTree file = Trees.of("a", "1", "x", "2");
    FileTree directory = Trees.of("a/b", "1", "a/c", "3", "x/y", "2");
    publish(file);
    publish(directory);
    assertThat(Trees.texts(live())).isEqualTo(Trees.texts(directory));
    publish(file);
    assertThat(Trees.texts(live())).isEqualTo(Trees.texts(file));
  }

  @Test
  void kindAndExecutableBitAloneMakeANewRevision() throws Exception {
    publish(Trees.of("bin/run", "x"));
    publish(Trees.builder().executable("bin/run", "x").build());
    assertThat(live().manifest().files().values()).allMatch(file -> file.executable());
  }

  @Test
  void aCommitSaysWhatItMadeAndHeadAgrees() throws Exception {
    RevisionInfo first = publish(Trees.of("a", "1"));
    RevisionInfo second = publish(Trees.of("a", "2"));
    assertThat(first.number()).isEqualTo(1);
    assertThat(first.parent()).isZero();
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.parent()).isEqualTo(1);
    assertThat(second.kind()).isEqualTo(RevisionKind.PUBLISH);
    assertThat(second.publishId()).isNotEqualTo(first.publishId());
    assertThat(head().revision()).isEqualTo(2);
    assertThat(head().components()).isEqualTo(second.components());
    assertThat(store().latestHead(project)).contains(head());
  }

  @Test
  void historyIsNewestFirstAndTellsWhoAndWhy() throws Exception {
    for (int i = 1; i <= 5; i++) {
      publish(Trees.of("a", "" + i));
    }
    List<RevisionInfo> history = store().history(project, 3);
    assertThat(history).extracting(RevisionInfo::number).containsExactly(5L, 4L, 3L);
    assertThat(history.get(0).authorship().author()).isEqualTo("alice");
    assertThat(history.get(0).authorship().host()).isEqualTo("host1");
    assertThat(history.get(0).authorship().message()).isEqualTo("a test");
    assertThat(history.get(0).authorship().source()).isEmpty();
    RevisionInfo second = store().revision(project, 2).orElseThrow();
    assertThat(second.number()).isEqualTo(2);
    assertThat(Trees.texts(open(second))).containsEntry("a", "2");
    assertThat(store().revision(project, 6)).isEmpty();
  }

  @Test
  void allComponentsGoLiveTogetherAndUnchangedOnesKeepTheirState() throws Exception {
    Commits.make(
        store(),
        project,
        Commits.publish("file-mgr", Trees.of("a", "1"), "workflow", Trees.of("w", "1")));
    ComponentHead before = head().component(FILE_MGR).orElseThrow();
    Commits.make(
        store(),
        project,
        Commits.publish("file-mgr", Trees.of("a", "1"), "workflow", Trees.of("w", "2")));
    assertThat(head().component(FILE_MGR)).contains(before);
    Commits.publish(store(), project, "workflow", Trees.of("w", "2"));
    assertThat(head().components()).containsOnlyKeys(LayerName.parse("workflow"));
  }

  @Test
  void goingBackMakesANewRevisionOfTheOldStateAndAddsNoBytes() throws Exception {
    RevisionInfo first = publish(Trees.of("a", "1", "gone", "x"));
    publish(Trees.of("a", "2"));
    try (WriteSession session = write()) {
      assertThat(session.estimate(Commits.rollback(first)).added()).isZero();
      RevisionInfo third = session.commit(Commits.rollback(first), CommitProgress.NONE);
      assertThat(third.number()).isEqualTo(3);
      assertThat(third.kind()).isEqualTo(RevisionKind.ROLLBACK);
      assertThat(third.components()).isEqualTo(first.components());
    }
    assertThat(Trees.texts(live())).isEqualTo(Trees.texts(Trees.of("a", "1", "gone", "x")));
  }

  @Test
  void clearLeavesATombstoneAndNumbersGoOn() throws Exception {
    publish(Trees.of("a", "1"));
    String projectId = head().projectId();
    RevisionInfo cleared = Commits.make(store(), project, Commits.clear());
    assertThat(cleared.kind()).isEqualTo(RevisionKind.CLEAR);
    assertThat(head().cleared()).isTrue();
    assertThat(head().revision()).isEqualTo(2);
    assertThat(head().components()).isEmpty();
    publish(Trees.of("a", "1"));
    assertThat(head().cleared()).isFalse();
    assertThat(head().revision()).isEqualTo(3);
    assertThat(head().projectId()).isEqualTo(projectId);
    assertThat(Trees.texts(live())).containsEntry("a", "1");
  }

  @Test
  void theEstimateIsWhatTheCommitThenCosts() throws Exception {
    publish(Trees.of("a", "1", "b", "2"));
    try (WriteSession session = write()) {
      var commit = Commits.publish("file-mgr", Trees.of("a", "1", "b", "3".repeat(500)));
      StorageUse estimate = session.estimate(commit);
      assertThat(estimate.held()).isEqualTo(store().bytesHeld(project));
      assertThat(estimate.added()).isGreaterThanOrEqualTo(500);
      RevisionInfo made = session.commit(commit, CommitProgress.NONE);
      assertThat(made.bytesAdded()).isEqualTo(estimate.added());
      assertThat(store().bytesHeld(project)).isEqualTo(estimate.afterwards());
    }
  }

  @Test
  void pruningAtTheEndTakesTheSameAndGivesTheRightBack() throws Exception {
    for (int revision = 1; revision <= 4; revision++) {
      publish(Trees.of("never-changes", "old bytes", "a", "" + revision));
    }
    // Two revisions, then one, then none.
    for (List<Long> gone : List.of(List.of(1L, 2L), List.of(3L), List.<Long>of())) {
      int keep = gone.contains(1L) ? 2 : 1;
      WriteSession session = write();
      PruneResult pruned = session.pruneAndClose(keep);

      assertThat(pruned.revisions()).containsExactlyInAnyOrderElementsOf(gone);
      assertThat(pruned.bytesHeld()).isEqualTo(store().bytesHeld(project));
      assertThatThrownBy(() -> session.prune(1)).isInstanceOf(RefusedException.class);
      session.close();
    }
    assertThat(store().history(project, 10)).extracting(RevisionInfo::number).containsExactly(4L);
    assertThat(Trees.texts(live()))
        .containsEntry("never-changes", "old bytes")
        .containsEntry("a", "4");
  }

  @Test
  void pruningKeepsTheNewestAndAllThatTheyReferTo() throws Exception {
    publish(Trees.of("never-changes", "old bytes", "a", "1"));
    for (int i = 2; i <= 6; i++) {
      publish(Trees.of("never-changes", "old bytes", "a", "" + i));
    }
    try (WriteSession session = write()) {
      PruneResult pruned = session.prune(2);
      assertThat(pruned.revisions()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
      assertThat(pruned.bytesHeld()).isEqualTo(store().bytesHeld(project));
      PruneResult again = session.prune(2);
      assertThat(again.revisions()).isEmpty();
      assertThat(again.bytesHeld()).isEqualTo(pruned.bytesHeld());
    }
    assertThat(store().history(project, 10))
        .extracting(RevisionInfo::number)
        .containsExactly(6L, 5L);
    assertThat(store().revision(project, 4)).isEmpty();
    assertThat(Trees.texts(live()))
        .containsEntry("never-changes", "old bytes")
        .containsEntry("a", "6");
    assertThat(Trees.texts(open(store().revision(project, 5).orElseThrow())))
        .containsEntry("a", "5");
  }

  @Test
  void settingsAreThereForEveryWriterAndReader() throws Exception {
    assertThat(store().settings(project)).isEqualTo(ProjectSettings.NONE);
    try (WriteSession session = write()) {
      assertThat(session.settings()).isEqualTo(ProjectSettings.NONE);
      session.configure(new ProjectSettings(3));
      assertThat(session.settings().retention()).isEqualTo(3);
    }
    publish(Trees.of("a", "1"));
    try (WriteSession session = write()) {
      assertThat(session.settings().retention()).isEqualTo(3);
      session.configure(ProjectSettings.NONE);
    }
    assertThat(store().settings(project)).isEqualTo(ProjectSettings.NONE);
  }

  @Test
  void aSessionThatLostItsTurnSetsNothing() throws Exception {
    WriteSession closed = write();
    closed.close();
    assertThatThrownBy(() -> closed.configure(new ProjectSettings(3)))
        .isInstanceOf(RefusedException.class);
    assertThat(store().settings(project)).isEqualTo(ProjectSettings.NONE);
  }

  @Test
  void usageTellsWhatIsLiveFromWhatOnlyOlderRevisionsNeed() throws Exception {
    assertThat(store().usage(project)).isEmpty();
    publish(Trees.of("a", "1".repeat(50_000), "b/c", "x".repeat(20_000)));
    publish(Trees.of("a", "2".repeat(40_000), "b/c", "x".repeat(20_000)));
    ProjectUsage.Component both = usage();
    assertThat(both.live().bytes()).isBetween(60_000L, 62_000L);
    assertThat(both.older().bytes()).isBetween(50_000L, 72_000L);

    try (WriteSession session = write()) {
      session.prune(1);
    }
    ProjectUsage.Component newest = usage();
    assertThat(newest.live()).isEqualTo(both.live());
    assertThat(newest.older()).isEqualTo(ProjectUsage.Amount.ZERO);
  }

  private ProjectUsage.Component usage() throws InterruptedException {
    return Objects.requireNonNull(store().usage(project).orElseThrow().components().get(FILE_MGR));
  }

  @Test
  void nothingCanGoBackToAPrunedRevision() throws Exception {
    RevisionInfo first = publish(Trees.of("a", "1"));
    publish(Trees.of("a", "2"));
    try (WriteSession session = write()) {
      session.prune(1);
      assertThatThrownBy(() -> session.commit(Commits.rollback(first), CommitProgress.NONE))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("revision 1");
    }
    assertThat(head().revision()).isEqualTo(2);
  }

  @Test
  void aSecondWriterIsRefusedNamingTheFirstAndGoesOnWhenItHasFinished() throws Exception {
    try (WriteSession first = write()) {
      assertThat(first.head().revision()).isZero();
      assertThatThrownBy(() -> store().write(project, "bob@host2", SHORT))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("alice@host1");
    }
    try (WriteSession second = store().write(project, "bob@host2", SHORT)) {
      assertThat(second.head().revision()).isZero();
    }
  }

  @Test
  void aSessionCommitsOnTopOfItsOwnCommits() throws Exception {
    try (WriteSession session = write()) {
      session.commit(Commits.publish("file-mgr", Trees.of("a", "1")), CommitProgress.NONE);
      assertThat(session.head().revision()).isEqualTo(1);
      session.commit(Commits.publish("file-mgr", Trees.of("a", "2")), CommitProgress.NONE);
      assertThat(session.head().revision()).isEqualTo(2);
      assertThat(Trees.texts(session.tree(LayerName.of(FILE_MGR)))).containsEntry("a", "2");
      assertThatThrownBy(() -> session.tree(LayerName.parse("other")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aClosedSessionCanWriteNothing() throws Exception {
    WriteSession session = write();
    session.close();
    assertThatThrownBy(
            () ->
                session.commit(
                    Commits.publish("file-mgr", Trees.of("a", "1")), CommitProgress.NONE))
        .isInstanceOf(RefusedException.class);
    assertThat(head().revision()).isZero();
  }

  @Test
  void aTreeThatChangesWhileItIsReadIsNotCommitted() throws Exception {
    publish(Trees.of("a", "1"));
    FileTree lying = new LyingTree(Trees.of("a", "2", "b", "3"), "other bytes");
    try (WriteSession session = write()) {
      assertThatThrownBy(
              () -> session.commit(Commits.publish("file-mgr", lying), CommitProgress.NONE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("changed");
      assertThat(head().revision()).isEqualTo(1);
      session.commit(Commits.publish("file-mgr", Trees.of("a", "2")), CommitProgress.NONE);
    }
    assertThat(Trees.texts(live())).containsEntry("a", "2");
  }

  @Test
  void aManifestWithAnotherDigestIsRefused() throws Exception {
    publish(Trees.of("a", "1"));
    ComponentHead real = head().component(FILE_MGR).orElseThrow();
    ComponentHead other =
        new ComponentHead(Digest.of("other".getBytes(StandardCharsets.UTF_8)), real.location());
    assertThatThrownBy(() -> store().open(project, other)).isInstanceOf(CorruptDataException.class);
  }

  @Test
  void progressEndsWithEverything() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      files.put("f" + i, new byte[] {(byte) i, 1, 2, 3});
    }
    long[] last = new long[4];
    try (WriteSession session = write()) {
      session.commit(
          Commits.publish("file-mgr", Trees.ofBytes(files)),
          (filesDone, filesTotal, bytesDone, bytesTotal) -> {
            assertThat(filesDone).isGreaterThanOrEqualTo(last[0]).isLessThanOrEqualTo(filesTotal);
            last[0] = filesDone;
            last[1] = filesTotal;
            last[2] = bytesDone;
            last[3] = bytesTotal;
          });
    }
    assertThat(last).isEqualTo(new long[] {100, 100, 400, 400});
  }

  @Test
  void projectsAreListedAndKnowNothingOfEachOther() throws Exception {
    ProjectName other = new ProjectName("q-" + UUID.randomUUID());
    publish(Trees.of("a", "1"));
    Commits.publish(store(), other, "file-mgr", Trees.of("a", "other"));
    assertThat(store().projects()).contains(project, other).isSorted();
    assertThat(store().head(other).orElseThrow().projectId()).isNotEqualTo(head().projectId());
    assertThat(Trees.texts(live())).containsEntry("a", "1");
    try (WriteSession mine = write();
        WriteSession theirs = store().write(other, "bob", SHORT)) {
      assertThat(mine.head()).isNotEqualTo(theirs.head());
    }
  }

  @Test
  void manyWritersAtOnceAllSucceedOneAfterTheOther() throws Exception {
    int writers = 6;
    Concurrently.run(writers, i -> publish(Trees.of("a", "writer " + i, "same", "in all")));
    assertThat(head().revision()).isEqualTo(writers);
    assertThat(store().history(project, 100))
        .extracting(RevisionInfo::number)
        .containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(Trees.texts(live())).containsEntry("same", "in all");
  }

  @Test
  void aWatchIsToldAtTheStartAndOfEveryChangeAndNothingOnceClosed() throws Exception {
    Signals signals = new Signals();
    try (var watch = store().watchHead(project, signals)) {
      signals.awaitMoreThan(0);
      int before = signals.count();
      publish(Trees.of("a", "1"));
      signals.awaitMoreThan(before);
      Await.until("head is seen", () -> store().head(project).map(Head::revision).orElse(0L) == 1);
      before = signals.count();
      publish(Trees.of("a", "2"));
      signals.awaitMoreThan(before);
    }
    int atClose = signals.count();
    publish(Trees.of("a", "3"));
    assertThat(signals.count()).isEqualTo(atClose);
  }

  @Test
  void whatWasReadOnceStaysReadableWhileNewRevisionsCome() throws Exception {
    publish(Trees.of("a", "1"));
    FileTree opened = live();
    publish(Trees.of("a", "2"));
    assertThat(Trees.texts(opened)).containsEntry("a", "1");
  }

  @Test
  void aThousandFilesComeBack() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Random random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      byte[] content = new byte[1 + i % 700];
      random.nextBytes(content);
      files.put("dir" + i % 10 + "/file-" + i, content);
    }
    publish(Trees.ofBytes(files));
    Map<String, byte[]> found = Trees.bytes(live());
    assertThat(found).hasSameSizeAs(files);
    files.forEach((path, bytes) -> assertThat(Arrays.equals(found.get(path), bytes)).isTrue());
  }
}

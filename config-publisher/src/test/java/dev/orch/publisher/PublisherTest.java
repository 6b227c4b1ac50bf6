package dev.orch.publisher;

import static dev.orch.publisher.fixture.Fixtures.OPTIONS;
import static dev.orch.publisher.fixture.Fixtures.WEATHER;
import static dev.orch.publisher.fixture.Fixtures.request;
import static dev.orch.publisher.fixture.Fixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.InvalidInputException;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.SourceCommit;
import dev.orch.model.revision.WriteSession;
import dev.orch.publisher.CommitResult.Committed;
import dev.orch.publisher.CommitResult.Unchanged;
import dev.orch.publisher.CommitResult.WouldCommit;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.guard.Allowance;
import dev.orch.publisher.plan.ComponentFate;
import dev.orch.publisher.provenance.Ancestry;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.testing.InMemoryStore;
import dev.orch.testing.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");
  private static final ComponentName INGEST = new ComponentName("ingest");

  private final InMemoryStore store = new InMemoryStore();
  private final Publisher publisher = publisher(50);

  private Publisher publisher(int retention) {
    return new Publisher(
        store, new PublisherSettings(1000, 100_000, retention, Duration.ofMillis(50)));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static SourceTreeInMemory twoComponents() {
    return SourceTreeInMemory.of("file-mgr/a", "1", "file-mgr/b", "2", "ingest/c", "3");
  }

  private CommitResult publish(SourceTreeInMemory tree, Allowance... allowed)
      throws InterruptedException {
    return publisher.publish(request(scan(tree), allowed), CommitProgress.NONE);
  }

  private Committed committed(CommitResult result) {
    assertThat(result).isInstanceOf(Committed.class);
    return (Committed) result;
  }

  private Head head() throws InterruptedException {
    return store.revisions().head(WEATHER).orElseThrow();
  }

  private FileTree live(ComponentName component) throws InterruptedException {
    return store.revisions().open(WEATHER, head().component(component).orElseThrow());
  }

  @Test
  void aTreeBecomesLiveWithWhoWhenceAndWhy() throws InterruptedException {
    Committed first = committed(publish(twoComponents()));
    assertThat(first.revision().number()).isEqualTo(1);
    assertThat(first.plan().addedCount()).isEqualTo(3);
    assertThat(first.revision().bytesAdded()).isEqualTo(3);
    assertThat(first.bytesHeld()).isEqualTo(3);
    assertThat(first.revision().authorship().author()).isEqualTo("ada");
    assertThat(first.revision().authorship().host()).isEqualTo("node1");
    assertThat(first.revision().authorship().message()).isEqualTo("because");
    assertThat(Trees.texts(live(FILE_MGR))).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(Trees.texts(live(INGEST))).isEqualTo(Map.of("c", "3"));
  }

  @Test
  void anUnchangedTreeWritesNothing() throws InterruptedException {
    publish(twoComponents());
    Head before = head();
    assertThat(publish(twoComponents()))
        .isInstanceOfSatisfying(
            Unchanged.class, result -> assertThat(result.revision()).isEqualTo(1));
    assertThat(head()).isEqualTo(before);
    // Not even the lock is asked for.
    try (WriteSession other = store.revisions().write(WEATHER, "x", Duration.ZERO)) {
      assertThat(publish(twoComponents())).isInstanceOf(Unchanged.class);
      assertThat(other.head()).isEqualTo(before);
    }
  }

  @Test
  void aFileThatIsGoneIsGoneFromTheNewRevision() throws InterruptedException {
    publish(twoComponents());
    Committed second = committed(publish(twoComponents().remove("file-mgr/b")));
    assertThat(second.plan().deletedCount()).isEqualTo(1);
    assertThat(Trees.texts(live(FILE_MGR))).containsOnlyKeys("a");
  }

  @Test
  void binariesArriveByteForByte() throws InterruptedException {
    byte[] binary = new byte[256];
    for (int i = 0; i < binary.length; i++) {
      binary[i] = (byte) (i * 7);
    }
    publish(new SourceTreeInMemory().put("file-mgr/blob", binary));
    assertThat(Trees.bytes(live(FILE_MGR)).get("blob")).isEqualTo(binary);
  }

  @Test
  void aPlanSaysWhatAPublishWouldChangeAndWritesNothing() throws InterruptedException {
    assertThat(publisher.plan(WEATHER, scan(twoComponents())).baseRevision()).isZero();
    assertThat(store.revisions().projects()).isEmpty();
    publish(twoComponents());
    var plan =
        publisher.plan(WEATHER, scan(SourceTreeInMemory.of("file-mgr/a", "changed", "new/d", "4")));
    assertThat(plan.baseRevision()).isEqualTo(1);
    assertThat(plan.components())
        .extractingFromEntries(entry -> entry.getValue().fate())
        .containsExactly(ComponentFate.CHANGED, ComponentFate.REMOVED, ComponentFate.ADDED);
    assertThat(plan.modifiedCount()).isEqualTo(1);
    assertThat(plan.addedCount()).isEqualTo(1);
    assertThat(plan.deletedCount()).isEqualTo(2);
    assertThat(plan.bytesToWrite()).isEqualTo(8);
    assertThat(head().revision()).isEqualTo(1);
  }

  @Test
  void aDryRunDoesEverythingButWrite() throws InterruptedException {
    CommitOptions dry = new CommitOptions(OPTIONS.author(), "", null, true);
    PublishRequest request = requestWith(twoComponents(), SourceHistory.NONE, dry);
    assertThat(publisher.publish(request, CommitProgress.NONE))
        .isInstanceOfSatisfying(
            WouldCommit.class,
            result -> {
              assertThat(result.use().added()).isEqualTo(3);
              assertThat(result.plan().addedCount()).isEqualTo(3);
            });
    assertThat(store.revisions().projects()).isEmpty();
  }

  @Test
  void aLimitedPublishLeavesOtherComponentsAlone() throws InterruptedException {
    publish(twoComponents());
    SourceTreeInMemory changed = SourceTreeInMemory.of("file-mgr/a", "9", "file-mgr/b", "2");
    ComponentSelection onlyFileMgr = ComponentSelection.of(List.of(FILE_MGR));
    committed(publisher.publish(request(scan(changed, onlyFileMgr)), CommitProgress.NONE));
    assertThat(Trees.texts(live(FILE_MGR))).containsEntry("a", "9");
    assertThat(Trees.texts(live(INGEST))).containsEntry("c", "3");
  }

  @Test
  void aComponentThatIsNeitherInTheTreeNorLiveIsRefusedWithASuggestion()
      throws InterruptedException {
    ComponentSelection misspelt = ComponentSelection.of(List.of(new ComponentName("file-mrg")));
    DesiredTree tree = scan(twoComponents(), misspelt);
    assertThatThrownBy(() -> publisher.plan(WEATHER, tree))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.problems().get(0).what()).endsWith("did you mean \"file-mgr\"?"));
  }

  @Test
  void aHeadThatIsNotTheExpectedOneIsRefused() throws InterruptedException {
    publish(SourceTreeInMemory.of("file-mgr/a", "1"));
    CommitOptions expecting = new CommitOptions(OPTIONS.author(), "", 7L, false);
    assertThatThrownBy(
            () ->
                publisher.publish(
                    requestWith(twoComponents(), SourceHistory.NONE, expecting),
                    CommitProgress.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("expected revision 7")
        .hasMessageContaining("found 1");
    assertThat(head().revision()).isEqualTo(1);
  }

  private static PublishRequest requestWith(
      SourceTreeInMemory source, SourceHistory history, CommitOptions options)
      throws InterruptedException {
    return new PublishRequest(WEATHER, scan(source), history, Set.of(), options);
  }

  /** The history is asked after the plan was made and before the lock is taken. */
  private SourceHistory publishingMeanwhile(SourceTreeInMemory other) {
    return new SourceHistory() {
      @Override
      public Optional<SourceCommit> commit(DesiredTree tree) {
        try {
          publish(other);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        return Optional.empty();
      }

      @Override
      public Ancestry relationTo(SourceCommit published) {
        return Ancestry.UNKNOWN;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void someoneElsePublishingTheSameMeanwhileLeavesNothingToDo() throws InterruptedException {
    PublishRequest request =
        requestWith(twoComponents(), publishingMeanwhile(twoComponents()), OPTIONS);
    assertThat(publisher.publish(request, CommitProgress.NONE))
        .isInstanceOfSatisfying(
            Unchanged.class, result -> assertThat(result.revision()).isEqualTo(1));
    assertThat(head().revision()).isEqualTo(1);
  }

  @Test
  void whatSomeoneElseAddsMeanwhileIsNotSilentlyRemoved() throws InterruptedException {
    SourceTreeInMemory others =
        SourceTreeInMemory.of("file-mgr/a", "1", "file-mgr/x", "", "file-mgr/y", "", "z/z", "");
    PublishRequest request =
        requestWith(SourceTreeInMemory.of("file-mgr/a", "1"), publishingMeanwhile(others), OPTIONS);
    assertThatThrownBy(() -> publisher.publish(request, CommitProgress.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("2 of 3 files of component file-mgr")
        .hasMessageContaining("component z would be removed");
    assertThat(head().revision()).isEqualTo(1);
  }

  @Test
  void theExpectedRevisionIsCheckedAgainUnderTheLock() throws InterruptedException {
    CommitOptions expecting = new CommitOptions(OPTIONS.author(), "", 0L, false);
    PublishRequest request =
        requestWith(
            twoComponents(),
            publishingMeanwhile(SourceTreeInMemory.of("file-mgr/a", "1")),
            expecting);
    assertThatThrownBy(() -> publisher.publish(request, CommitProgress.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("expected revision 0");
    assertThat(head().revision()).isEqualTo(1);
  }

  @Test
  void theTreeAsScannedIsPublishedWhateverBecomesOfItsSmallFilesMeanwhile()
      throws InterruptedException {
    SourceTreeInMemory source = SourceTreeInMemory.of("file-mgr/a", "scanned", "file-mgr/b", "2");
    DesiredTree tree = scan(source);
    source.put("file-mgr/a", "changed").remove("file-mgr/b");
    committed(publisher.publish(request(tree), CommitProgress.NONE));
    assertThat(Trees.texts(live(FILE_MGR))).isEqualTo(Map.of("a", "scanned", "b", "2"));
  }

  @Test
  void aLargeFileThatChangesWhileItIsPublishedIsRefusedAndNothingIsLive()
      throws InterruptedException {
    SourceTreeInMemory source = twoComponents().put("file-mgr/a", new byte[70_000]);
    DesiredTree tree = scan(source);
    source.put("file-mgr/a", "X");
    assertThatThrownBy(() -> publisher.publish(request(tree), CommitProgress.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("file-mgr/a changed while it was being read");
    assertThat(head().revision()).isZero();
  }

  @Test
  void twoPublishersMakeTwoRevisionsAndNeitherIsLost() throws InterruptedException {
    publish(SourceTreeInMemory.of("file-mgr/a", "1"));
    committed(publish(SourceTreeInMemory.of("file-mgr/a", "2")));
    committed(publish(SourceTreeInMemory.of("file-mgr/a", "3")));
    assertThat(store.revisions().history(WEATHER, 10))
        .extracting(revision -> revision.number())
        .containsExactly(3L, 2L, 1L);
  }

  @Test
  void anotherWriterIsNamedWhenTheLockIsNotFreeInTime() throws InterruptedException {
    DesiredTree tree = scan(twoComponents());
    try (WriteSession other = store.revisions().write(WEATHER, "bob@x", Duration.ZERO)) {
      assertThat(other.head().revision()).isZero();
      assertThatThrownBy(() -> publisher.publish(request(tree), CommitProgress.NONE))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("bob@x");
    }
  }

  @Test
  void onlyAsManyRevisionsAsConfiguredAreKept() throws InterruptedException {
    Publisher two = publisher(2);
    for (String text : List.of("1", "2", "3", "4")) {
      two.publish(request(scan(SourceTreeInMemory.of("file-mgr/a", text))), CommitProgress.NONE);
    }
    assertThat(store.revisions().history(WEATHER, 10))
        .extracting(revision -> revision.number())
        .containsExactly(4L, 3L);
  }

  @Test
  void aPruneThatFailsAfterTheCommitIsAWarningNotAFailure() throws InterruptedException {
    CommitResult result =
        publisher.publish(
            request(scan(twoComponents())),
            (filesDone, filesTotal, bytesDone, bytesTotal) -> store.setAvailable(false));
    store.setAvailable(true);
    assertThat(committed(result).warnings())
        .anyMatch(warning -> warning.startsWith("old revisions could not be pruned"));
    assertThat(committed(result).bytesHeld()).isEqualTo(3);
    assertThat(head().revision()).isEqualTo(1);
  }

  @Test
  void aStoreOutOfReachIsSaidAndNothingElse() throws InterruptedException {
    DesiredTree tree = scan(twoComponents());
    store.setAvailable(false);
    assertThatThrownBy(() -> publisher.publish(request(tree), CommitProgress.NONE))
        .isInstanceOf(StoreUnavailableException.class);
  }
}

package dev.orch.publisher;

import static dev.orch.publisher.fixture.Fixtures.OPTIONS;
import static dev.orch.publisher.fixture.Fixtures.WEATHER;
import static dev.orch.publisher.fixture.Fixtures.request;
import static dev.orch.publisher.fixture.Fixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.InvalidInputException;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionKind;
import dev.orch.publisher.CommitResult.Committed;
import dev.orch.publisher.CommitResult.Unchanged;
import dev.orch.publisher.CommitResult.WouldCommit;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.guard.Allowance;
import dev.orch.testing.InMemoryStore;
import dev.orch.testing.Trees;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RollbackAndClearTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");

  private final InMemoryStore store = new InMemoryStore();
  private final Publisher publisher =
      new Publisher(store, new PublisherSettings(1000, 100_000, 3, Duration.ofSeconds(5)));

  @AfterEach
  void close() {
    store.close();
  }

  private void publish(String... pathsAndTexts) throws InterruptedException {
    assertThat(
            publisher.publish(
                request(scan(SourceTreeInMemory.of(pathsAndTexts)), Allowance.REMOVALS),
                CommitProgress.NONE))
        .isInstanceOf(Committed.class);
  }

  private Head head() throws InterruptedException {
    return store.revisions().head(WEATHER).orElseThrow();
  }

  private String live(String path) throws InterruptedException {
    return Trees.texts(store.revisions().open(WEATHER, head().component(FILE_MGR).orElseThrow()))
        .getOrDefault(path, "none");
  }

  @Test
  void aRollbackMakesTheOldStateANewRevisionAndAddsNoBytes() throws InterruptedException {
    publish("file-mgr/a", "old", "file-mgr/b", "x");
    publish("file-mgr/a", "new");
    CommitResult result = publisher.rollback(WEATHER, 1, OPTIONS);
    assertThat(result)
        .isInstanceOfSatisfying(
            Committed.class,
            committed -> {
              assertThat(committed.revision().number()).isEqualTo(3);
              assertThat(committed.revision().kind()).isEqualTo(RevisionKind.ROLLBACK);
              assertThat(committed.revision().bytesAdded()).isZero();
              assertThat(committed.plan().addedCount()).isEqualTo(1);
              assertThat(committed.plan().modifiedCount()).isEqualTo(1);
            });
    assertThat(live("a")).isEqualTo("old");
  }

  @Test
  void aRollbackToWhatIsLiveAnywaySaysThatNothingChanged() throws InterruptedException {
    publish("file-mgr/a", "1");
    publish("file-mgr/a", "2");
    publish("file-mgr/a", "1");
    assertThat(publisher.rollback(WEATHER, 1, OPTIONS)).isInstanceOf(Unchanged.class);
    assertThat(head().revision()).isEqualTo(3);
  }

  @Test
  void aRevisionThatIsNotKeptIsRefusedNamingThoseThatAre() throws InterruptedException {
    for (String text : List.of("1", "2", "3", "4", "5")) {
      publish("file-mgr/a", text);
    }
    for (long gone : new long[] {1, 2, 99, 0, -1}) {
      assertThatThrownBy(() -> publisher.rollback(WEATHER, gone, OPTIONS))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.advice()).contains("5, 4, 3"));
    }
  }

  @Test
  void aDryRollbackSaysWhatItWouldChange() throws InterruptedException {
    publish("file-mgr/a", "1");
    publish("file-mgr/a", "2");
    CommitOptions dry = new CommitOptions(OPTIONS.author(), "", 2L, true);
    assertThat(publisher.rollback(WEATHER, 1, dry))
        .isInstanceOfSatisfying(
            WouldCommit.class, it -> assertThat(it.plan().modifiedCount()).isEqualTo(1));
    assertThat(head().revision()).isEqualTo(2);
  }

  @Test
  void anUnknownProjectIsRefusedWithASuggestion() throws InterruptedException {
    publish("file-mgr/a", "1");
    ProjectName misspelt = new ProjectName("wether");
    assertThatThrownBy(() -> publisher.rollback(misspelt, 1, OPTIONS))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.problems().get(0).what()).endsWith("did you mean \"weather\"?"));
    assertThatThrownBy(() -> publisher.clear(misspelt, OPTIONS))
        .isInstanceOf(InvalidInputException.class);
    assertThat(store.revisions().projects()).containsExactly(WEATHER);
  }

  @Test
  void clearLeavesATombstoneAndNoBytesAndNumbersGoOn() throws InterruptedException {
    publish("file-mgr/a", "1");
    publish("file-mgr/a", "2");
    assertThat(publisher.clear(WEATHER, OPTIONS))
        .isInstanceOfSatisfying(
            Committed.class,
            it -> {
              assertThat(it.revision().kind()).isEqualTo(RevisionKind.CLEAR);
              assertThat(it.plan().deletedCount()).isEqualTo(1);
            });
    assertThat(head().cleared()).isTrue();
    assertThat(head().components()).isEmpty();
    assertThat(store.revisions().history(WEATHER, 10)).hasSize(1);
    assertThat(publisher.clear(WEATHER, OPTIONS)).isInstanceOf(Unchanged.class);
    assertThatThrownBy(() -> publisher.rollback(WEATHER, 3, OPTIONS))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cleared");
    publish("file-mgr/a", "1");
    assertThat(head().revision()).isEqualTo(4);
    assertThat(head().cleared()).isFalse();
  }

  @Test
  void oneComponentIsClearedAndTheOthersStay() throws InterruptedException {
    publish("file-mgr/a", "1", "ingest/b", "2");
    List<ComponentName> ingest = List.of(new ComponentName("ingest"));
    assertThat(publisher.clear(WEATHER, ingest, OPTIONS)).isInstanceOf(Committed.class);
    assertThat(head().components()).containsOnlyKeys(LayerName.of(FILE_MGR));
    assertThat(head().cleared()).isFalse();
    assertThatThrownBy(() -> publisher.clear(WEATHER, ingest, OPTIONS))
        .isInstanceOf(InvalidInputException.class);
    assertThat(publisher.rollback(WEATHER, 1, OPTIONS)).isInstanceOf(Committed.class);
  }

  @Test
  void neitherGoesOnWhenHeadIsNotAsExpected() throws InterruptedException {
    publish("file-mgr/a", "1");
    publish("file-mgr/a", "2");
    CommitOptions expecting = new CommitOptions(OPTIONS.author(), "", 1L, false);
    assertThatThrownBy(() -> publisher.rollback(WEATHER, 1, expecting))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> publisher.clear(WEATHER, expecting))
        .isInstanceOf(RefusedException.class);
    assertThat(head().revision()).isEqualTo(2);
  }
}

package dev.orch.publisher;

import static dev.orch.publisher.fixture.Fixtures.OPTIONS;
import static dev.orch.publisher.fixture.Fixtures.WEATHER;
import static dev.orch.publisher.fixture.Fixtures.request;
import static dev.orch.publisher.fixture.Fixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.RefusedException;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.SourceCommit;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.guard.Allowance;
import dev.orch.publisher.provenance.Ancestry;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.testing.InMemoryStore;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Publishing by way of a server that is behind: it shows an older head than the live one. */
class PublishBehindTest {
  private final InMemoryStore store = new InMemoryStore();
  private final Publisher publisher = new Publisher(store, PublisherSettings.DEFAULT);
  private final SourceTreeInMemory tree = SourceTreeInMemory.of("file-mgr/a", "first");

  @AfterEach
  void close() {
    store.close();
  }

  private CommitResult publish(Allowance... allowed) throws InterruptedException {
    return publisher.publish(request(scan(tree), allowed), CommitProgress.NONE);
  }

  private CommitResult publishUpon(long expected) throws InterruptedException {
    return publisher.publish(
        new PublishRequest(
            WEATHER,
            scan(tree),
            SourceHistory.NONE,
            Set.of(),
            new CommitOptions(OPTIONS.author(), "", expected, false)),
        CommitProgress.NONE);
  }

  /** Of what is live by now, the server shows the revision before. */
  private void publishTwiceSeenOnce() throws InterruptedException {
    publish();
    store.lag();
    tree.put("file-mgr/a", "second");
    publish();
  }

  private long revision() throws InterruptedException {
    return store.revisions().latestHead(WEATHER).orElseThrow().revision();
  }

  @Test
  void aTreeThatWasLiveOnceIsNotTakenForUnchanged() throws Exception {
    publishTwiceSeenOnce();

    tree.put("file-mgr/a", "first");
    CommitResult result = publish();

    assertThat(result).isInstanceOf(CommitResult.Committed.class);
    assertThat(((CommitResult.Committed) result).plan().baseRevision()).isEqualTo(2);
    assertThat(revision()).isEqualTo(3);
  }

  @Test
  void whatIsLiveByNowIsFoundUnchanged() throws Exception {
    publishTwiceSeenOnce();

    assertThat(publish())
        .isInstanceOfSatisfying(
            CommitResult.Unchanged.class, same -> assertThat(same.revision()).isEqualTo(2));
    assertThat(revision()).isEqualTo(2);
  }

  @Test
  void theRevisionThatIsExpectedIsTheLiveOne() throws Exception {
    publishTwiceSeenOnce();
    tree.put("file-mgr/a", "third");

    assertThatThrownBy(() -> publishUpon(1)).isInstanceOf(RefusedException.class);
    assertThat(publishUpon(2)).isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void aRemovalThatHasLongBeenMadeTripsNoGuard() throws Exception {
    tree.put("crawler/b", "b");
    publish();
    store.lag();
    tree.remove("crawler/b");
    publish(Allowance.REMOVALS);
    tree.put("file-mgr/a", "second");

    assertThat(publish()).isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void aRemovalThatOnlyTheLiveRevisionShowsTripsTheGuard() throws Exception {
    publish();
    store.lag();
    tree.put("crawler/b", "b");
    publish();
    tree.remove("crawler/b");
    tree.put("file-mgr/a", "second");

    assertThatThrownBy(this::publish).isInstanceOf(RefusedException.class);
    assertThat(revision()).isEqualTo(2);
  }

  @Test
  void aDryRunTellsOfTheLiveRevision() throws Exception {
    publishTwiceSeenOnce();
    tree.put("file-mgr/a", "third");

    CommitResult result =
        publisher.publish(
            new PublishRequest(
                WEATHER,
                scan(tree),
                SourceHistory.NONE,
                Set.of(),
                new CommitOptions(OPTIONS.author(), "", null, true)),
            CommitProgress.NONE);

    assertThat(result)
        .isInstanceOfSatisfying(
            CommitResult.WouldCommit.class,
            would -> assertThat(would.plan().baseRevision()).isEqualTo(2));
  }

  /** The revision of the other has the same number, and what was planned is for the first. */
  @Test
  void aProjectThatIsMadeAnewMeanwhileIsAnotherOne() throws Exception {
    publish();
    tree.put("file-mgr/a", "second");
    SourceHistory wiping =
        new SourceHistory() {
          @Override
          public Optional<SourceCommit> commit(DesiredTree desired) {
            store.wipe();
            makeAnother();
            return Optional.empty();
          }

          @Override
          public Ancestry relationTo(SourceCommit published) {
            throw new AssertionError("nothing was published from a commit");
          }

          @Override
          public void close() {}
        };

    assertThatThrownBy(
            () ->
                publisher.publish(
                    new PublishRequest(WEATHER, scan(tree), wiping, Set.of(), OPTIONS),
                    CommitProgress.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("component crawler would be removed");
    assertThat(revision()).isEqualTo(1);
  }

  private void makeAnother() {
    try {
      publisher.publish(
          request(scan(SourceTreeInMemory.of("crawler/b", "b", "file-mgr/a", "first"))),
          CommitProgress.NONE);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.orch.publisher.plan;

import static dev.orch.publisher.fixture.Fixtures.WEATHER;
import static dev.orch.publisher.fixture.Fixtures.request;
import static dev.orch.publisher.fixture.Fixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.RefusedException;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.SourceCommit;
import dev.orch.publisher.CommitResult;
import dev.orch.publisher.PublishRequest;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.provenance.Ancestry;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.testing.InMemoryStore;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanPinTest {
  private final InMemoryStore store = new InMemoryStore();
  private final Publisher publisher = new Publisher(store, PublisherSettings.DEFAULT);

  @AfterEach
  void close() {
    store.close();
  }

  private static DesiredTree tree(String text) throws InterruptedException {
    return scan(SourceTreeInMemory.of("file-mgr/a", text));
  }

  private PlanPin pin(DesiredTree tree) throws InterruptedException {
    return publisher.pin(WEATHER, tree).pin();
  }

  @Test
  void whatDidNotMoveIsCarriedOut() throws InterruptedException {
    PlanPin pin = pin(tree("1"));
    CommitResult result = publisher.publish(request(tree("1")).pinnedTo(pin), CommitProgress.NONE);
    assertThat(result).isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void aProjectMadeMeanwhileInWhichNothingIsLiveIsAsGoodAsNone() throws InterruptedException {
    PlanPin pin = pin(tree("1"));
    assertThatCode(() -> pin.requireUnmoved("made-since", 0, tree("1"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> pin.requireUnmoved("made-since", 1, tree("1")))
        .hasMessageContaining("head moved from revision 0 to 1");
  }

  @Test
  void aWipedOrForeignStoreIsToldApartThoughItsRevisionIsTheSame() throws InterruptedException {
    publisher.publish(request(tree("1")), CommitProgress.NONE);
    PlanPin pin = pin(tree("2"));
    assertThatThrownBy(() -> pin.requireUnmoved("another", 1, tree("2")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is another one of that name");
    assertThatThrownBy(() -> pin.requireUnmoved("", 0, tree("2")))
        .hasMessageContaining("no project weather any more");
  }

  @Test
  void headThatMovesBetweenTheFirstLookAndTheLockIsSeen() throws InterruptedException {
    PlanPin pin = pin(tree("1"));
    // It is asked after the first look, and before the lock is taken.
    SourceHistory slow = new Interfering();
    PublishRequest request =
        new PublishRequest(
                WEATHER,
                tree("1"),
                slow,
                request(tree("1")).allowed(),
                request(tree("1")).options())
            .pinnedTo(pin);
    assertThatThrownBy(() -> publisher.publish(request, CommitProgress.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("head moved from revision 0 to 1");
  }

  /** Someone else publishes while version control is asked. */
  private final class Interfering implements SourceHistory {
    @Override
    public Optional<SourceCommit> commit(DesiredTree tree) {
      try {
        publisher.publish(request(tree("9")), CommitProgress.NONE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
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
  }
}

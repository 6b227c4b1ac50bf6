package dev.orch.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.instance.InstanceRegistry;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryStoreTest {
  private static final ProjectName WEATHER = new ProjectName("weather");

  private final InMemoryStore store = new InMemoryStore();

  @AfterEach
  void close() {
    store.close();
  }

  @Nested
  class Revisions extends RevisionStoreContract {
    @Override
    protected RevisionStore store() {
      return store.revisions();
    }
  }

  @Nested
  class Instances extends InstanceRegistryContract {
    @Override
    protected InstanceRegistry registry() {
      return store.instances();
    }

    @Override
    protected InstanceRegistry ofAnotherProcess() {
      return store.instances();
    }
  }

  @Nested
  class OfCommands extends CommandsContract {
    @Override
    protected Store store() {
      return store;
    }

    @Override
    protected Store ofAnotherProcess() {
      return store;
    }
  }

  @Nested
  class OfEvents extends EventLogContract {
    @Override
    protected Store store() {
      return store;
    }

    @Override
    protected Store ofAnotherProcess() {
      return store;
    }
  }

  @Nested
  class OfOutputs extends OutputsContract {
    @Override
    protected Store store() {
      return store;
    }

    @Override
    protected Store ofAnotherProcess() {
      return store;
    }
  }

  @Test
  void everythingFailsWhileItIsAwayAndWatchesAreToldWhenItIsBack() throws Exception {
    Signals signals = new Signals();
    try (var watch = store.revisions().watchHead(WEATHER, signals)) {
      signals.awaitMoreThan(0);
      store.setAvailable(false);
      assertThatThrownBy(() -> store.revisions().head(WEATHER))
          .isInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(() -> store.instances().instances(WEATHER))
          .isInstanceOf(StoreUnavailableException.class);
      int before = signals.count();
      store.setAvailable(true);
      signals.awaitMoreThan(before);
    }
  }

  @Test
  void aLaggingStoreShowsTheOldHeadAndTheLatestWhenAsked() throws Exception {
    Commits.publish(store.revisions(), WEATHER, "c", Trees.of("a", "1"));
    store.lag();
    Commits.publish(store.revisions(), WEATHER, "c", Trees.of("a", "2"));
    assertThat(store.revisions().head(WEATHER).orElseThrow().revision()).isEqualTo(1);
    assertThat(store.revisions().latestHead(WEATHER).orElseThrow().revision()).isEqualTo(2);
    store.catchUp();
    assertThat(store.revisions().head(WEATHER).orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void aWipedStoreGivesTheProjectAnotherId() throws Exception {
    Commits.publish(store.revisions(), WEATHER, "c", Trees.of("a", "1"));
    String before = store.revisions().head(WEATHER).orElseThrow().projectId();
    store.wipe();
    assertThat(store.revisions().head(WEATHER)).isEmpty();
    Commits.publish(store.revisions(), WEATHER, "c", Trees.of("a", "1"));
    assertThat(store.revisions().head(WEATHER).orElseThrow().projectId()).isNotEqualTo(before);
  }

  @Test
  void anExpiredWriterIsRefused() throws Exception {
    try (WriteSession session = store.revisions().write(WEATHER, "a", Commits.LOCK_WAIT)) {
      store.expireWriters();
      assertThatThrownBy(
              () -> session.commit(Commits.publish("c", Trees.of("a", "1")), CommitProgress.NONE))
          .isInstanceOf(RefusedException.class);
    }
  }
}

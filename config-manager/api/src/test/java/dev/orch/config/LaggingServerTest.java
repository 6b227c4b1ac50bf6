package dev.orch.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.HomeOptions;
import dev.orch.engine.LocalHome;
import dev.orch.engine.Outcome;
import dev.orch.engine.Reconciler;
import dev.orch.engine.StoreSource;
import dev.orch.engine.Trigger;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.layer.Viewpoint;
import dev.orch.model.revision.Head;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperEnsemble;
import dev.orch.zookeeper.ZooKeeperStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home whose server hears nothing from the leader of three. */
class LaggingServerTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final String COMPONENT = "file-mgr";

  @TempDir Path directory;
  private Path home;
  private ZooKeeperEnsemble ensemble;
  private ZooKeeperStore current;
  private ZooKeeperStore lagging;
  private ZooKeeperStore bystander;
  private ZooKeeperStore impatient;

  @BeforeEach
  void start() throws Exception {
    home = Files.createDirectory(directory.resolve("home"));
    ensemble = ZooKeeperEnsemble.start(directory.resolve("servers"));
    current = open(ensemble.leader(), Duration.ofSeconds(15));
    lagging = open(ensemble.follower(), Duration.ofSeconds(15));
    bystander = open(ensemble.follower(), Duration.ofSeconds(15));
    impatient = open(ensemble.follower(), Duration.ofSeconds(1));
    Commits.publish(current.revisions(), PROJECT, COMPONENT, Trees.of("a", "1"));
    assertThat(lagging.revisions().latestHead(PROJECT).map(Head::revision)).hasValue(1L);
  }

  @AfterEach
  void close() {
    ensemble.catchUp();
    impatient.close();
    bystander.close();
    lagging.close();
    current.close();
    ensemble.close();
  }

  private static ZooKeeperStore open(String server, Duration requestTimeout)
      throws InterruptedException {
    Duration connectTimeout = Duration.ofSeconds(20);
    ZooKeeperStore store =
        ZooKeeperStore.open(
            new StoreSettings(server, connectTimeout, Duration.ofSeconds(40), requestTimeout));
    store.awaitConnected(connectTimeout);
    return store;
  }

  /** As an agent does that has just started with this server. */
  private Outcome reconcile(ZooKeeperStore store) throws Exception {
    try (LocalHome held = LocalHome.open(home, HomeOptions.DEFAULT)) {
      StoreSource source =
          new StoreSource(
              store.revisions(),
              PROJECT,
              Viewpoint.common(new ComponentName(COMPONENT)),
              held.seenMemory());
      return new Reconciler(source, held, Trigger.NONE, Clock.systemUTC()).reconcile();
    }
  }

  private void lagOneRevision() throws InterruptedException {
    ensemble.lag();
    Commits.publish(current.revisions(), PROJECT, COMPONENT, Trees.of("a", "2"));
    assertThat(laggingRevision()).isEqualTo(1);
  }

  /**
   * By a session that asks for nothing else: a server answers the requests of one in their order,
   * and what comes after a sync waits for it.
   */
  private long laggingRevision() throws InterruptedException {
    return bystander.revisions().head(PROJECT).orElseThrow().revision();
  }

  private String content() throws Exception {
    return Files.readString(home.resolve("a"));
  }

  @Test
  void aHomeThatComesToALaggingServerWaitsForItAndNeverGoesBack() throws Exception {
    lagOneRevision();
    assertThat(reconcile(current)).isInstanceOf(Outcome.Applied.class);

    assertThat(reconcile(impatient)).isInstanceOf(Outcome.SourceUnavailable.class);
    assertThat(content()).isEqualTo("2");

    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<Outcome> patient = executor.submit(() -> reconcile(lagging));
      assertThat(laggingRevision()).isEqualTo(1);
      assertThat(patient.isDone()).isFalse();
      ensemble.catchUp();
      assertThat(patient.get(15, TimeUnit.SECONDS)).isInstanceOf(Outcome.UpToDate.class);
    } finally {
      executor.shutdownNow();
    }
    assertThat(content()).isEqualTo("2");
  }

  @Test
  void aHomeOnALaggingServerKeepsWhatItHasUntilTheServerCatchesUp() throws Exception {
    assertThat(reconcile(lagging)).isInstanceOf(Outcome.Applied.class);
    lagOneRevision();

    assertThat(reconcile(lagging)).isInstanceOf(Outcome.UpToDate.class);
    assertThat(content()).isEqualTo("1");

    ensemble.catchUp();
    Await.until("the server has caught up", () -> laggingRevision() == 2);
    assertThat(reconcile(lagging)).isInstanceOf(Outcome.Applied.class);
    assertThat(content()).isEqualTo("2");
  }
}

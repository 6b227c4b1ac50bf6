package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.OutcomeUnknownException;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.component.FileTree;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Await;
import dev.orch.testing.Commits;
import dev.orch.testing.HookedTree;
import dev.orch.testing.TcpProxy;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replies that get lost: what was done is found out, never guessed. */
class LostReplyTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(4);

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final TcpProxy proxy = TcpProxy.to(server.port());
  private final ProjectName project = new ProjectName("p-" + UUID.randomUUID());
  private final ZooKeeperStore direct =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));
  private final ZooKeeperStore store =
      ZooKeeperStore.open(
          new StoreSettings(
              proxy.connectString(),
              Duration.ofSeconds(10),
              Duration.ofSeconds(30),
              REQUEST_TIMEOUT));
  private final AtomicReference<Throwable> helperFailure = new AtomicReference<>();

  @BeforeEach
  void connect() throws InterruptedException {
    store.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    direct.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    Commits.publish(store.revisions(), project, "file-mgr", Trees.of("a", "1"));
  }

  @AfterEach
  void close() {
    store.close();
    direct.close();
    proxy.close();
    server.close();
    assertThat(helperFailure.get()).isNull();
  }

  private long liveRevision() throws InterruptedException {
    return direct.revisions().head(project).map(Head::revision).orElse(0L);
  }

  private Map<String, String> live() throws InterruptedException {
    Head head = direct.revisions().head(project).orElseThrow();
    return Trees.texts(direct.revisions().open(project, head.component(FILE_MGR).orElseThrow()));
  }

  /** Something that happens right before the files are sent, and the commit with them. */
  private static Commit.Publish hooked(HookedTree.Hook before) {
    return Commits.publish("file-mgr", new HookedTree(Trees.of("a", "2"), 0, before));
  }

  private void meanwhile(HookedTree.Hook action) {
    Thread helper =
        new Thread(
            () -> {
              try {
                action.run();
              } catch (InterruptedException | RuntimeException | AssertionError e) {
                helperFailure.set(e);
              }
            },
            "orch-test-helper");
    helper.setDaemon(true);
    helper.start();
  }

  /** Once something has disappeared, the wire is cut and works again. */
  private void healLater() {
    meanwhile(
        () -> {
          proxy.awaitSwallowed();
          proxy.heal();
          proxy.cut();
        });
  }

  private WriteSession write() throws InterruptedException {
    return store.revisions().write(project, "first", Commits.LOCK_WAIT);
  }

  @Test
  void aCommitWhoseReplyWasLostIsReportedCommittedAndTheSessionGoesOn() throws Exception {
    try (WriteSession session = write()) {
      RevisionInfo made =
          session.commit(
              hooked(
                  () -> {
                    proxy.swallowReplies();
                    meanwhile(
                        () -> {
                          Await.until("the commit took place", () -> liveRevision() == 2);
                          proxy.heal();
                          proxy.cut();
                        });
                  }),
              CommitProgress.NONE);
      assertThat(made.number()).isEqualTo(2);
      assertThat(session.head().revision()).isEqualTo(2);
      assertThat(session.prune(1).revisions()).containsExactly(1L);
      session.commit(Commits.publish("file-mgr", Trees.of("a", "3")), CommitProgress.NONE);
    }
    assertThat(liveRevision()).isEqualTo(3);
    assertThat(live()).containsEntry("a", "3");
  }

  @Test
  void aCommitThatNeverArrivedIsMadeOnceMoreAndTheSessionGoesOn() throws Exception {
    try (WriteSession session = write()) {
      session.commit(
          hooked(
              () -> {
                proxy.swallowRequests();
                healLater();
              }),
          CommitProgress.NONE);
      assertThat(session.head().revision()).isEqualTo(2);
      session.commit(Commits.publish("file-mgr", Trees.of("a", "3")), CommitProgress.NONE);
    }
    assertThat(liveRevision()).isEqualTo(3);
    assertThat(live()).containsEntry("a", "3");
  }

  @Test
  void aCommitThatNeverArrivedIsReportedAsNotLiveWhenItsSessionIsOver() throws Exception {
    try (WriteSession session = write()) {
      assertThatThrownBy(
              () ->
                  session.commit(
                      hooked(
                          () -> {
                            proxy.swallowRequests();
                            meanwhile(
                                () -> {
                                  proxy.awaitSwallowed();
                                  proxy.refuse();
                                  Sessions.end(store, direct);
                                  proxy.heal();
                                });
                          }),
                      CommitProgress.NONE))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("nothing is live");
      assertThatThrownBy(
              () ->
                  session.commit(
                      Commits.publish("file-mgr", Trees.of("a", "2")), CommitProgress.NONE))
          .isInstanceOf(RefusedException.class);
    }
    assertThat(liveRevision()).isEqualTo(1);
    assertThat(live()).containsEntry("a", "1");
    Commits.publish(store.revisions(), project, "file-mgr", Trees.of("a", "2"));
    assertThat(liveRevision()).isEqualTo(2);
  }

  @Test
  void theSessionMayExpireBeforeTheReplyAndTheOutcomeIsKnownAllTheSame() throws Exception {
    try (WriteSession session = write()) {
      RevisionInfo made =
          session.commit(
              hooked(
                  () -> {
                    proxy.swallowReplies();
                    meanwhile(
                        () -> {
                          Await.until("the commit took place", () -> liveRevision() == 2);
                          proxy.refuse();
                          Sessions.end(store, direct);
                          proxy.heal();
                        });
                  }),
              CommitProgress.NONE);
      assertThat(made.number()).isEqualTo(2);
      assertThatThrownBy(() -> session.prune(1)).isInstanceOf(RefusedException.class);
    }
    assertThat(liveRevision()).isEqualTo(2);
  }

  @Test
  void anOutcomeThatCannotBeFoundOutInTimeIsSaidToBeUnknownAndFoundLaterByItsId() throws Exception {
    AtomicReference<OutcomeUnknownException> unknown = new AtomicReference<>();
    try (WriteSession session = write()) {
      assertThatThrownBy(
              () ->
                  session.commit(
                      hooked(
                          () -> {
                            proxy.swallowReplies();
                            meanwhile(
                                () -> {
                                  Await.until("the commit", () -> liveRevision() == 2);
                                  proxy.refuse();
                                });
                          }),
                      CommitProgress.NONE))
          .isInstanceOfSatisfying(OutcomeUnknownException.class, unknown::set);
    }
    assertThat(direct.revisions().history(project, 1).get(0).publishId())
        .isEqualTo(Objects.requireNonNull(unknown.get()).publishId());
  }

  private static FileTree manyFiles() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 600; i++) {
      files.put(
          "d" + i % 7 + "/f" + i, ("content " + i).repeat(200).getBytes(StandardCharsets.UTF_8));
    }
    return Trees.ofBytes(files);
  }

  private void publishWhile(HookedTree.Hook hook) throws Exception {
    FileTree tree = manyFiles();
    Commits.publish(store.revisions(), project, "file-mgr", new HookedTree(tree, 300, hook));
    assertThat(live()).isEqualTo(Trees.texts(tree));
  }

  @Test
  void filesWhoseRepliesGotLostAreWrittenAllTheSame() throws Exception {
    publishWhile(
        () -> {
          proxy.swallowReplies();
          healLater();
        });
  }

  @Test
  void filesWhoseRequestsGotLostAreWrittenAllTheSame() throws Exception {
    publishWhile(
        () -> {
          proxy.swallowRequests();
          healLater();
        });
  }

  @Test
  void aServerThatRestartsInTheMiddleDoesNotDisturbAPublish() throws Exception {
    publishWhile(
        () -> {
          server.stop();
          meanwhile(server::restart);
        });
  }

  @Test
  void readingGoesOnAfterACut() throws Exception {
    FileTree tree = manyFiles();
    Commits.publish(store.revisions(), project, "file-mgr", tree);
    Head head = store.revisions().head(project).orElseThrow();
    FileTree stored = store.revisions().open(project, head.component(FILE_MGR).orElseThrow());
    int[] read = new int[1];
    stored.read(
        stored.manifest().files().values(),
        (file, content) -> {
          if (read[0]++ % 100 == 50) {
            proxy.cut();
          }
          assertThat(content.readAllBytes()).hasSize((int) file.size());
        });
    assertThat(read[0]).isEqualTo(600);
  }

  @Test
  void aStoreThatIsAwayIsSaidToBeWithinTheRequestTimeout() {
    proxy.refuse();
    long start = System.nanoTime();
    assertThatThrownBy(() -> store.revisions().head(project))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isLessThan(REQUEST_TIMEOUT.plusSeconds(2));
  }

  @Test
  void aServerThatAcceptsAndNeverAnswersDoesNotBlockAnyone() {
    proxy.swallowReplies();
    long start = System.nanoTime();
    assertThatThrownBy(() -> store.revisions().history(project, 10))
        .isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> store.revisions().write(project, "x", Duration.ZERO))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isLessThan(REQUEST_TIMEOUT.multipliedBy(2).plusSeconds(3));
  }
}

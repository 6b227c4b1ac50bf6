package dev.orch.zookeeper.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.StoreSettings;
import dev.orch.testing.Commits;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.testing.ZooKeeperWire;
import dev.orch.testing.ZooKeeperWire.Fate;
import dev.orch.zookeeper.codec.WriterDocument;
import dev.orch.zookeeper.connection.ConnectString;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit that is sent while the last of its attempt is still on its way. */
class CommitBehindAttemptTest {
  private static final byte[] COMMITTED = "committed".getBytes(StandardCharsets.UTF_8);
  private static final byte[] HEAD = "head".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NO_DATA = {};

  private final ProjectLayout layout = new Layout("").project(new ProjectName("weather"));
  private final String revision = layout.revisions() + "/0000000001-00ff";
  private final String last = revision + "/components";
  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperWire wire = ZooKeeperWire.to(server.port());
  private final Connection connection = connect(wire.connectString());
  private final Connection other = connect(server.connectString());

  private static Connection connect(String servers) {
    StoreSettings settings = StoreSettings.of(servers);
    return Connection.open(ConnectString.parse(servers), settings);
  }

  @BeforeEach
  void awaitConnected() throws InterruptedException {
    connection.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
    other.awaitConnected(StoreSettings.DEFAULT_CONNECT_TIMEOUT);
  }

  @AfterEach
  void close() {
    connection.close();
    other.close();
    wire.close();
    server.close();
  }

  private Turn turn() throws InterruptedException {
    return Turn.take(
        connection,
        new ProjectName("weather"),
        layout,
        new WriterDocument("x", Instant.EPOCH),
        Commits.LOCK_WAIT);
  }

  private FencedBatches attempt(Turn turn) throws InterruptedException {
    FencedBatches attempt = new FencedBatches(turn.writer(), turn.fence(), (files, bytes) -> {});
    attempt.add(FencedBatches.Change.create(revision, NO_DATA, 0, 0));
    attempt.add(FencedBatches.Change.create(last, NO_DATA, 0, 0));
    return attempt;
  }

  private CommitTransaction commit(Turn turn) {
    return new CommitTransaction(turn.writer(), turn.fence(), revision, "00ff");
  }

  /** Sends it, and loses it with its connection; the commit then goes over the next one. */
  private void lose(FencedBatches attempt) throws InterruptedException {
    AtomicInteger transactions = new AtomicInteger();
    wire.follow(
        request ->
            request.operation().equals("multi") && transactions.incrementAndGet() == 1
                ? Fate.IS_LOST
                : Fate.PASSES);
    CountDownLatch again = new CountDownLatch(1);
    try (Subscription unused = connection.onConnected(again::countDown)) {
      attempt.sendAll();
      assertThat(again.await(20, TimeUnit.SECONDS)).as("another connection").isTrue();
    }
  }

  @Test
  void whatWasLostIsSentAgainBeforeTheCommit() throws Exception {
    Turn turn = turn();
    FencedBatches attempt = attempt(turn);
    lose(attempt);

    assertThat(commit(turn).run(attempt, COMMITTED, HEAD, null, List.of()).fence()).isNotNull();

    assertThat(other.handle().getData(layout.head(), false, null)).isEqualTo(HEAD);
    assertThat(other.handle().getData(revision, false, null)).isEqualTo(COMMITTED);
    assertThat(other.handle().exists(last, false)).isNotNull();
  }

  /** As the question about a lost commit makes it, for which it must not be taken. */
  @Test
  void theNodeOfTheRevisionAloneIsNotTheAttempt() throws Exception {
    Turn turn = turn();
    FencedBatches attempt = attempt(turn);
    lose(attempt);
    other.handle().create(revision, NO_DATA, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);

    assertThat(commit(turn).run(attempt, COMMITTED, HEAD, null, List.of()).fence()).isNotNull();

    assertThat(other.handle().getData(layout.head(), false, null)).isEqualTo(HEAD);
    assertThat(other.handle().exists(last, false)).isNotNull();
  }

  @Test
  void whoeverLostTheTurnMeanwhileIsRefused() throws Exception {
    Turn turn = turn();
    FencedBatches attempt = attempt(turn);
    lose(attempt);
    other.handle().setData(layout.writer(), NO_DATA, -1);

    assertThatThrownBy(() -> commit(turn).run(attempt, COMMITTED, HEAD, null, List.of()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("nothing is live");
    assertThat(other.handle().exists(revision, false)).isNull();
  }
}

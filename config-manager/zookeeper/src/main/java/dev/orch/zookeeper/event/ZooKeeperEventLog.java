package dev.orch.zookeeper.event;

import dev.orch.model.CorruptDataException;
import dev.orch.model.ProjectName;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventLog;
import dev.orch.model.event.RecordedEvent;
import dev.orch.model.revision.Subscription;
import dev.orch.zookeeper.codec.EventDocument;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StandingWatch;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.Layout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Events in ZooKeeper: a sequential znode each, below the project's. */
public final class ZooKeeperEventLog implements EventLog, AutoCloseable {
  private static final int WINDOW = 64;

  private final Connection connection;
  private final Reads reads;
  private final Layout layout;
  private final RandomGenerator random;
  private final EventAppender appender;

  /**
   * Creates it.
   *
   * @param random gives events their ids
   */
  public ZooKeeperEventLog(Connection connection, Layout layout, RandomGenerator random) {
    this.connection = connection;
    this.reads = new Reads(connection);
    this.layout = layout;
    this.random = random;
    this.appender = new EventAppender(connection);
  }

  private String path(ProjectName project) {
    return layout.project(project).events();
  }

  @Override
  public void append(ProjectName project, Event event) {
    appender.append(
        path(project), HexFormat.of().toHexDigits(random.nextLong()), EventDocument.write(event));
  }

  @Override
  public List<RecordedEvent> after(ProjectName project, long number, int limit)
      throws InterruptedException {
    String parent = path(project);
    List<EventNodes.Name> newer =
        EventNodes.sorted(reads.children(parent).orElse(List.of())).stream()
            .filter(name -> name.number() > number)
            .toList();
    List<RecordedEvent> events = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    reads.pipelined(
        newer.subList(Math.max(0, newer.size() - limit), newer.size()),
        WINDOW,
        (zk, name) -> Requests.getData(zk, Layout.child(parent, name.node())),
        (name, node) -> {
          // One that was recorded twice, since its answer came too late, is told once.
          if (node.isPresent() && seen.add(name.id())) {
            add(events, name, Layout.child(parent, name.node()), node.get());
          }
        });
    return events;
  }

  /** One that cannot be read must not hide the others. */
  private static void add(
      List<RecordedEvent> events, EventNodes.Name name, String place, StoredNode node) {
    try {
      events.add(
          new RecordedEvent(
              name.number(),
              Instant.ofEpochMilli(node.stat().getCtime()),
              EventDocument.read(place, node.data())));
    } catch (CorruptDataException e) {
      log().log(System.Logger.Level.WARNING, "an event is passed over: {0}", e.getMessage());
    }
  }

  @Override
  public Subscription watch(ProjectName project, Runnable lookAgain) {
    String parent = path(project);
    return StandingWatch.ofTree(connection, parent, path -> !path.equals(parent), lookAgain);
  }

  /** Gives what waits to be recorded a short time. */
  @Override
  public void close() {
    appender.close();
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(ZooKeeperEventLog.class.getName());
  }
}

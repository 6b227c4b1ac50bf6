package dev.orch.zookeeper.command;

import dev.orch.model.CorruptDataException;
import dev.orch.model.RefusedException;
import dev.orch.model.command.CommandBox;
import dev.orch.model.command.CommandId;
import dev.orch.model.command.CommandProgress;
import dev.orch.model.command.CommandRecord;
import dev.orch.model.command.CommandRequest;
import dev.orch.model.command.CommandResult;
import dev.orch.model.command.CommandState;
import dev.orch.zookeeper.codec.CommandDocument;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Repeated;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;

/**
 * The commands to one instance. Times are those that the leader gave the transactions; versions are
 * the znodes'.
 */
final class ZooKeeperCommandBox implements CommandBox {
  private static final System.Logger LOG = System.getLogger(ZooKeeperCommandBox.class.getName());
  private static final byte[] NO_DATA = {};
  private static final int WINDOW = 64;

  private final Connection connection;
  private final Reads reads;
  private final String path;
  private final String instance;

  /**
   * Creates it.
   *
   * @param path of the znode below which the commands are
   * @param instance for messages
   */
  ZooKeeperCommandBox(Connection connection, String path, String instance) {
    this.connection = connection;
    this.reads = new Reads(connection);
    this.path = path;
    this.instance = instance;
  }

  private record Numbered(long number, CommandRecord command) {}

  @Override
  public CommandRecord add(CommandId id, CommandRequest request) throws InterruptedException {
    Instant now = touch();
    long open = makeRoom(now);
    byte[] data = new CommandDocument(request, CommandProgress.QUEUED).write();
    String node = Layout.child(path, id.value());
    if (open >= MAX_OPEN && find(id).isEmpty()) {
      throw new RefusedException(
          instance + " has " + open + " commands that wait or are under way",
          "See whether its agent runs, and ask again when their time is over.");
    }
    try {
      var unused =
          Repeated.untilAnswered(
              connection, zk -> Requests.create(zk, node, data, CreateMode.PERSISTENT));
    } catch (KeeperException e) {
      // It is there when our own request arrived and its reply did not: nobody else has this id.
      if (e.code() != Code.NODEEXISTS) {
        throw StoreErrors.toModel(e);
      }
    }
    return find(id).orElseThrow(this::unknown);
  }

  private IllegalArgumentException unknown() {
    return new IllegalArgumentException("there is no " + instance);
  }

  /** Makes the parent of all commands if it is missing; the server's time of now. */
  private Instant touch() throws InterruptedException {
    try {
      return Instant.ofEpochMilli(
          Repeated.untilAnswered(connection, zk -> Requests.setData(zk, path, NO_DATA, -1))
              .getMtime());
    } catch (KeeperException e) {
      if (e.code() != Code.NONODE) {
        throw StoreErrors.toModel(e);
      }
    }
    try {
      var unused =
          Repeated.untilAnswered(
              connection, zk -> Requests.create(zk, path, NO_DATA, CreateMode.PERSISTENT));
    } catch (KeeperException e) {
      switch (e.code()) {
        case NODEEXISTS -> LOG.log(System.Logger.Level.DEBUG, "{0} was made by another", path);
        case NONODE -> throw unknown();
        default -> throw StoreErrors.toModel(e);
      }
    }
    return touch();
  }

  /** Ends what is late, and forgets the oldest of what has ended; how many are open. */
  private long makeRoom(Instant now) throws InterruptedException {
    List<CommandRecord> ended = new ArrayList<>();
    long open = 0;
    for (CommandRecord command : list()) {
      boolean late =
          command.state() == CommandState.QUEUED
              && now.isAfter(command.queuedAt().plus(command.request().validity()));
      Optional<CommandRecord> expired =
          late
              ? replace(command, command.progress().ended(CommandResult.EXPIRED, Duration.ZERO))
              : Optional.empty();
      if (expired.isPresent() || command.state().isFinal()) {
        ended.add(expired.orElse(command));
      } else {
        open++;
      }
    }
    for (CommandRecord old : ended.subList(0, Math.max(0, ended.size() - KEPT + 1))) {
      delete(old);
    }
    return open;
  }

  private void delete(CommandRecord command) throws InterruptedException {
    String node = Layout.child(path, command.id().value());
    try {
      var unused =
          Repeated.untilAnswered(connection, zk -> Requests.delete(zk, node, command.version()));
    } catch (KeeperException e) {
      if (e.code() != Code.NONODE && e.code() != Code.BADVERSION) {
        throw StoreErrors.toModel(e);
      }
    }
  }

  @Override
  public List<CommandRecord> list() throws InterruptedException {
    List<CommandId> ids =
        reads.children(path).orElse(List.of()).stream()
            .flatMap(name -> CommandId.find(name).stream())
            .toList();
    List<Numbered> found = new ArrayList<>();
    reads.pipelined(
        ids,
        WINDOW,
        (zk, id) -> Requests.getData(zk, Layout.child(path, id.value())),
        (id, node) ->
            node.flatMap(it -> record(id, it))
                .ifPresent(
                    command ->
                        found.add(new Numbered(node.orElseThrow().stat().getCzxid(), command))));
    found.sort(Comparator.comparingLong(Numbered::number));
    return found.stream().map(Numbered::command).toList();
  }

  /** One that cannot be read must not hide the others. */
  private Optional<CommandRecord> record(CommandId id, StoredNode node) {
    try {
      CommandDocument document = CommandDocument.read(Layout.child(path, id.value()), node.data());
      return Optional.of(record(id, document, node.stat()));
    } catch (CorruptDataException e) {
      LOG.log(System.Logger.Level.WARNING, "a command is passed over: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private static CommandRecord record(CommandId id, CommandDocument document, Stat stat) {
    return new CommandRecord(
        id,
        document.request(),
        document.progress(),
        Instant.ofEpochMilli(stat.getCtime()),
        Instant.ofEpochMilli(stat.getMtime()),
        stat.getVersion());
  }

  @Override
  public Optional<CommandRecord> find(CommandId id) throws InterruptedException {
    return reads.latest(Layout.child(path, id.value())).flatMap(node -> record(id, node));
  }

  @Override
  public Optional<CommandRecord> replace(CommandRecord read, CommandProgress next)
      throws InterruptedException {
    CommandDocument document = new CommandDocument(read.request(), next);
    String node = Layout.child(path, read.id().value());
    byte[] data = document.write();
    try {
      Stat stat =
          Repeated.untilAnswered(
              connection, zk -> Requests.setData(zk, node, data, read.version()));
      return Optional.of(record(read.id(), document, stat));
    } catch (KeeperException e) {
      return switch (e.code()) {
        case NONODE -> Optional.empty();
        case BADVERSION -> ours(read, node, data);
        default -> throw StoreErrors.toModel(e);
      };
    }
  }

  /** It was us who changed it, if it is as we wanted it: a reply was lost. */
  private Optional<CommandRecord> ours(CommandRecord read, String node, byte[] data)
      throws InterruptedException {
    return reads
        .latest(node)
        .filter(found -> found.version() == read.version() + 1)
        .filter(found -> Arrays.equals(found.data(), data))
        .flatMap(found -> record(read.id(), found));
  }
}

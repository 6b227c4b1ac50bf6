package dev.orch.zookeeper.output;

import dev.orch.model.OrchException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.output.OutputPart;
import dev.orch.model.output.OutputPlace;
import dev.orch.model.output.OutputSource;
import dev.orch.model.revision.Subscription;
import dev.orch.zookeeper.codec.OutputDocument;
import dev.orch.zookeeper.codec.OutputDocument.State;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Repeated;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StandingWatch;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.Layout;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Answers the questions to one instance. Its thread runs only while there are some, and is not the
 * one that applies: what hangs is what people want to see the output of.
 */
final class ZooKeeperAnswers implements Subscription {
  private static final System.Logger LOG = System.getLogger(ZooKeeperAnswers.class.getName());
  private static final Duration LINGER = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Connection connection;
  private final Reads reads;
  private final String path;
  private final OutputSource source;
  private @Nullable Subscription watch;

  // Guarded by this.
  private @Nullable Thread worker;
  private boolean signalled;
  private boolean closed;

  private ZooKeeperAnswers(Connection connection, String path, OutputSource source) {
    this.connection = connection;
    this.reads = new Reads(connection);
    this.path = path;
    this.source = source;
  }

  static ZooKeeperAnswers start(Connection connection, String path, OutputSource source) {
    ZooKeeperAnswers answers = new ZooKeeperAnswers(connection, path, source);
    answers.watch =
        StandingWatch.ofTree(connection, path, changed -> !changed.equals(path), answers::signal);
    return answers;
  }

  /**
   * On the client's thread. Most often nobody asks, and then no thread is needed to find it out.
   */
  private void signal() {
    try {
      var unused =
          Requests.getChildren(connection.handle(), path)
              .whenComplete(
                  (names, failure) -> {
                    // When it failed, the thread asks again, for as long as a request may take.
                    if (failure != null || !names.orElse(List.of()).isEmpty()) {
                      work();
                    }
                  });
    } catch (StoreUnavailableException e) {
      LOG.log(Level.DEBUG, "the store was closed before questions were looked for", e);
    }
  }

  private synchronized void work() {
    signalled = true;
    notifyAll();
    if (worker == null && !closed) {
      worker = new Thread(this::answerUntilNobodyAsks, "orch-logs");
      worker.setDaemon(true);
      worker.start();
    }
  }

  private void answerUntilNobodyAsks() {
    try {
      while (await()) {
        answerAll();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "questions at {0} are answered no more", path);
    }
  }

  /** False when nobody asks any more; the next one starts another thread. */
  private synchronized boolean await() throws InterruptedException {
    long end = System.nanoTime() + LINGER.toNanos();
    long left = LINGER.toNanos();
    while (!signalled && !closed && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    if (!signalled || closed) {
      worker = null;
      return false;
    }
    signalled = false;
    return true;
  }

  private void answerAll() throws InterruptedException {
    try {
      for (String name : reads.children(path).orElse(List.of())) {
        String question = Layout.child(path, name);
        Optional<StoredNode> node = reads.data(question);
        if (node.isPresent()) {
          answer(question, node.get());
        }
      }
    } catch (OrchException e) {
      LOG.log(Level.DEBUG, "questions at " + path + " are answered later", e);
    }
  }

  private void answer(String question, StoredNode node) throws InterruptedException {
    OutputDocument asked = OutputDocument.read(question, node.data());
    if (asked.state() != State.ASKED) {
      return;
    }
    byte[] answer = answer(asked.place()).write();
    try {
      var unused =
          Repeated.untilAnswered(
              connection, zk -> Requests.setData(zk, question, answer, node.version()));
    } catch (KeeperException e) {
      LOG.log(Level.DEBUG, "whoever asked does not wait any more", e);
    }
  }

  private OutputDocument answer(OutputPlace place) {
    try {
      OutputPart part = source.after(place);
      return new OutputDocument(State.ANSWERED, part.end(), part.text());
    } catch (IOException | RuntimeException e) {
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      return new OutputDocument(State.REFUSED, OutputPlace.NOTHING, why);
    }
  }

  @Override
  public void close() {
    Subscription watching = watch;
    if (watching != null) {
      watching.close();
    }
    Thread running;
    synchronized (this) {
      closed = true;
      running = worker;
      notifyAll();
    }
    if (running == null) {
      return;
    }
    try {
      running.join(CLOSE_LIMIT.toMillis());
      running.interrupt();
    } catch (InterruptedException e) {
      running.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}

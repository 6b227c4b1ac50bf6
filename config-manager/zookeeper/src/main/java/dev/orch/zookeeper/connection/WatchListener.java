package dev.orch.zookeeper.connection;

/**
 * Whom a watch tells. Called on the client's thread, which lives on whatever the listener throws,
 * and not any more once it was closed, also not by what is under way then.
 */
public final class WatchListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WatchListener.class.getName());

  private final String path;
  private final Runnable lookAgain;
  private boolean closed;

  /** For a watch on this znode. */
  public WatchListener(String path, Runnable lookAgain) {
    this.path = path;
    this.lookAgain = lookAgain;
  }

  /** Whether nobody is told any more. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Something may have changed. */
  public synchronized void tell() {
    if (closed) {
      return;
    }
    try {
      lookAgain.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the listener of " + path + " failed", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}

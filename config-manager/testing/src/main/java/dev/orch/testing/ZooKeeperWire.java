package dev.orch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * A wire between one client and a ZooKeeper server on loopback that knows where a request begins
 * and ends. It delivers one request after the other, each when the one before was answered, and
 * asks its plan what becomes of each. So what goes wrong is a matter of counting, never of time.
 *
 * <p>Only what the client asks for is counted: not how it connects, its pings, or the watches that
 * it sets again after a reconnect.
 */
public final class ZooKeeperWire implements AutoCloseable {
  private static final int CONNECT_MILLIS = 1_000;

  /** What becomes of a request. */
  public enum Fate {
    PASSES,
    /** It never arrives, and the client is cut off for good. */
    CLIENT_DIES_BEFORE,
    /** It is carried out; the client never hears of it and is cut off for good. */
    CLIENT_DIES_AFTER,
    /** It never arrives, and the connection ends; the client may connect again. */
    IS_LOST,
    /** It is carried out, but the connection ends before the reply; the client may come again. */
    REPLY_IS_LOST,
    /** Lost for now, but kept, to be delivered late. */
    IS_LATE,
    /**
     * It never arrives; the client is told that the server doesn't know such requests, and is cut
     * off for good, as old servers do it.
     */
    IS_UNKNOWN
  }

  /** Decides, on a thread of the wire, before a request is delivered; must not throw. */
  @FunctionalInterface
  public interface Plan {
    Fate of(WireRequest request);
  }

  private final ServerSocket listening;
  private final int target;

  // Guarded by this.
  private final List<WireLink> links = new ArrayList<>();
  private Plan plan = request -> Fate.PASSES;
  private int count;
  private boolean dead;
  private boolean closed;
  private byte @Nullable [] late;

  private ZooKeeperWire(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  /** To a server on this port of loopback. */
  public static ZooKeeperWire to(int port) {
    try {
      ZooKeeperWire wire =
          new ZooKeeperWire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
      start(wire::accept, "orch-wire-accept");
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** {@code 127.0.0.1:port}, for the client. */
  public String connectString() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  /** From now on requests are counted from 1, and this decides about them. */
  public synchronized void follow(Plan newPlan) {
    plan = newPlan;
    count = 0;
  }

  /** Whether the client was cut off for good. */
  public synchronized boolean isDead() {
    return dead;
  }

  /**
   * Delivers the request that was late, on the client's connection of the moment, and waits until
   * it is carried out or refused. Its reply goes to nobody.
   */
  public void deliverLate() {
    byte[] frame;
    WireLink link;
    synchronized (this) {
      if (late == null || links.isEmpty()) {
        throw new AssertionError("expected a late request and a connection to deliver it on");
      }
      frame = late;
      late = null;
      link = links.get(links.size() - 1);
    }
    try {
      link.exchange(frame, false);
    } catch (IOException e) {
      throw new AssertionError("the late request could not be delivered", e);
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket client = listening.accept();
        if (isDead()) {
          client.close();
        } else {
          connect(client);
        }
      } catch (IOException e) {
        if (isClosed()) {
          return;
        }
      }
    }
  }

  /** A client whose server is away is told so at once. */
  private void connect(Socket client) throws IOException {
    Socket server = new Socket();
    try {
      server.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    WireLink link = new WireLink(client, server);
    if (remember(link)) {
      start(() -> link.pumpRequests(this::judge), "orch-wire-requests");
      start(link::pumpReplies, "orch-wire-replies");
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized boolean remember(WireLink link) {
    if (closed || dead) {
      link.close();
      return false;
    }
    links.add(link);
    return true;
  }

  /** Whether the connection goes on. */
  private boolean judge(WireLink link, byte[] frame) throws IOException {
    Plan deciding;
    WireRequest request;
    synchronized (this) {
      if (dead) {
        return false;
      }
      count++;
      deciding = plan;
      request = WireRequest.of(count, frame);
    }
    // Not under the lock: the plan may look at the store, by other connections of this wire too.
    Fate fate = deciding.of(request);
    if (fate == Fate.CLIENT_DIES_AFTER || fate == Fate.REPLY_IS_LOST) {
      link.exchange(frame, false);
    }
    return switch (fate) {
      case PASSES -> link.exchange(frame, true);
      case IS_LOST, REPLY_IS_LOST -> false;
      case IS_LATE -> {
        keep(frame);
        yield false;
      }
      case IS_UNKNOWN -> {
        link.refuse(frame, KeeperException.Code.UNIMPLEMENTED.intValue());
        die();
        yield false;
      }
      case CLIENT_DIES_BEFORE, CLIENT_DIES_AFTER -> {
        die();
        yield false;
      }
    };
  }

  private synchronized void keep(byte[] frame) {
    late = frame;
  }

  private synchronized void die() {
    dead = true;
    links.forEach(WireLink::close);
    links.clear();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      links.forEach(WireLink::close);
      links.clear();
    }
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.orch.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A wire between a client and a server on loopback that can be cut, that can swallow what goes one
 * way: requests that never arrive, or replies that never come; and that can hold replies back.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final ServerSocket listening;
  private final int target;

  // Guarded by this.
  private final List<Socket> sockets = new ArrayList<>();
  private boolean closed;
  private boolean holdingReplies;

  private volatile boolean refusing;
  private volatile boolean swallowingRequests;
  private volatile boolean swallowingReplies;
  private volatile boolean swallowed;

  private TcpProxy(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  /** To a server on this port of loopback. */
  public static TcpProxy to(int port) {
    try {
      TcpProxy proxy =
          new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
      start(proxy::accept, "orch-proxy-accept");
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** {@code 127.0.0.1:port}, for clients. */
  public String connectString() {
    return "127.0.0.1:" + port();
  }

  /** Where clients connect. */
  int port() {
    return listening.getLocalPort();
  }

  /** Everything passes again, what was held back first, and connections are accepted. */
  public synchronized void heal() {
    holdingReplies = false;
    notifyAll();
    swallowingRequests = false;
    swallowingReplies = false;
    refusing = false;
  }

  /** From now on, what clients send disappears. */
  public void swallowRequests() {
    swallowed = false;
    swallowingRequests = true;
  }

  /** From now on, what servers answer disappears. */
  public void swallowReplies() {
    swallowed = false;
    swallowingReplies = true;
  }

  /** From now on, what servers answer is held back, until healed. */
  public synchronized void holdReplies() {
    holdingReplies = true;
  }

  private synchronized void awaitNotHolding() throws IOException {
    try {
      while (holdingReplies && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while holding replies back", e);
    }
  }

  /** Waits until something has disappeared since it was asked for. */
  public void awaitSwallowed() {
    Await.until("something was swallowed", () -> swallowed);
  }

  /** Ends all connections and, until healed, every new one. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** Ends all connections. */
  public synchronized void cut() {
    sockets.forEach(TcpProxy::closeQuietly);
    sockets.clear();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket client = listening.accept();
        if (refusing) {
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
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 1_000);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    if (remember(client, server)) {
      start(() -> pump(client, server, true), "orch-proxy-requests");
      start(() -> pump(server, client, false), "orch-proxy-replies");
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized boolean remember(Socket client, Socket server) {
    sockets.add(client);
    sockets.add(server);
    if (closed || refusing) {
      cut();
      return false;
    }
    return true;
  }

  private void pump(Socket from, Socket to, boolean requests) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      // What was swallowed in part would leave half a message behind: then the rest goes too.
      boolean broken = false;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!requests) {
          awaitNotHolding();
        }
        broken |= requests ? swallowingRequests : swallowingReplies;
        if (broken) {
          swallowed = true;
        } else {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // A cut connection is what this is for.
      return;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
      cut();
    }
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

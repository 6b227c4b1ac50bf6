package dev.orch.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** One connection through a {@link ZooKeeperWire}: frames with their length before them. */
final class WireLink implements AutoCloseable {
  private static final int MAX_FRAME = 16 * 1024 * 1024;
  private static final long REPLY_LIMIT_SECONDS = 30;

  private final Socket client;
  private final Socket server;

  /** Held while something is sent to the server: one request at a time is under way. */
  private final Object turn = new Object();

  // Guarded by this.
  private int awaited;
  private boolean passing;
  private boolean answered = true;
  private boolean closed;

  WireLink(Socket client, Socket server) throws IOException {
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  /** Decides about a request, and carries that out; false ends the connection. */
  interface Judge {
    boolean judge(WireLink link, byte[] frame) throws IOException;
  }

  void pumpRequests(Judge judge) {
    try (this) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      // The first one asks for a session and has no number.
      send(readFrame(in));
      boolean goesOn = true;
      while (goesOn) {
        byte[] frame = readFrame(in);
        if (number(frame) < 0) {
          send(frame);
        } else {
          goesOn = judge.judge(this, frame);
        }
      }
    } catch (IOException e) {
      // Either side has hung up; so does the other.
      return;
    }
  }

  void pumpReplies() {
    try (this) {
      DataInputStream in = new DataInputStream(server.getInputStream());
      write(client, readFrame(in));
      while (true) {
        byte[] frame = readFrame(in);
        boolean isAnswer = isAnswer(frame);
        if (!isAnswer || isPassing()) {
          write(client, frame);
        }
        if (isAnswer) {
          answered();
        }
      }
    } catch (IOException e) {
      // As above.
      return;
    }
  }

  private void send(byte[] frame) throws IOException {
    synchronized (turn) {
      write(server, frame);
    }
  }

  /**
   * Delivers a request and waits for its answer.
   *
   * @param pass whether the client gets the answer
   * @return true
   * @throws IOException when the connection ended before there was one
   */
  boolean exchange(byte[] frame, boolean pass) throws IOException {
    synchronized (turn) {
      synchronized (this) {
        awaited = number(frame);
        passing = pass;
        answered = false;
      }
      write(server, frame);
      awaitAnswer();
    }
    return true;
  }

  /** Answers a request in the server's place. */
  void refuse(byte[] frame, int code) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(Integer.BYTES + Long.BYTES + Integer.BYTES);
    write(client, answer.putInt(number(frame)).putLong(0).putInt(code).array());
  }

  private synchronized void awaitAnswer() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(REPLY_LIMIT_SECONDS);
    try {
      while (!answered) {
        long left = deadline - System.nanoTime();
        if (closed || left <= 0) {
          throw new EOFException(closed ? "the connection ended" : "no answer in time");
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for an answer", e);
    }
  }

  private synchronized boolean isAnswer(byte[] frame) {
    return !answered && number(frame) == awaited;
  }

  private synchronized boolean isPassing() {
    return passing;
  }

  private synchronized void answered() {
    answered = true;
    notifyAll();
  }

  /** The client's number for it; negative for what it does by itself. */
  private static int number(byte[] frame) {
    return ByteBuffer.wrap(frame).getInt(0);
  }

  private static byte[] readFrame(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < Integer.BYTES || length > MAX_FRAME) {
      throw new IOException("expected a frame of ZooKeeper's protocol, found length " + length);
    }
    byte[] frame = new byte[length];
    in.readFully(frame);
    return frame;
  }

  private static void write(Socket to, byte[] frame) throws IOException {
    // In one write, so that no half a frame waits for the other.
    ByteBuffer whole = ByteBuffer.allocate(Integer.BYTES + frame.length);
    whole.putInt(frame.length).put(frame);
    to.getOutputStream().write(whole.array());
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try (client) {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

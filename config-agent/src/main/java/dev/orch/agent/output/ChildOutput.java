package dev.orch.agent.output;

import dev.orch.model.output.OutputPart;
import dev.orch.model.output.OutputPlace;
import dev.orch.model.output.OutputSource;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a child writes, in a file that is cut from time to time. A file and not a pipe: the child
 * outlives an agent that is killed, and must not die of a broken pipe. What it writes in the
 * instant in which the file is cut is lost.
 */
public final class ChildOutput implements OutputSource, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ChildOutput.class.getName());
  private static final Duration PERIOD = Duration.ofSeconds(5);

  /** Longer files are cut. */
  static final long MAX_BYTES = 1024 * 1024;

  private final Path file;
  private final String stream;
  private final Thread cutter = new Thread(this::run, "orch-child-output");

  // Guarded by this.
  private boolean closed;

  /** How many bytes were cut away, and the last of them. */
  private long removed;

  private byte[] former = {};

  private ChildOutput(Path file, String agent) {
    this.file = file;
    this.stream = "child@" + agent;
    cutter.setDaemon(true);
  }

  /**
   * Makes the file, readable by this user only, and begins to cut it.
   *
   * @param agent tells this process from others before and after it
   */
  public static ChildOutput start(Path file, String agent) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Path aside = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(aside);
      boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
      if (posix) {
        Files.createFile(
            aside,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(aside);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }
    ChildOutput output = new ChildOutput(file, agent);
    output.cutter.start();
    return output;
  }

  /** To be what the child writes to. */
  public ProcessBuilder.Redirect redirect() {
    return ProcessBuilder.Redirect.appendTo(file.toFile());
  }

  private void run() {
    try {
      while (await()) {
        cutIfLong();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "{0} is cut no more", file);
    }
  }

  private synchronized boolean await() throws InterruptedException {
    long end = System.nanoTime() + PERIOD.toNanos();
    long left = PERIOD.toNanos();
    while (!closed && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    return !closed;
  }

  /** The child appends, so that it goes on at the beginning. */
  synchronized void cutIfLong() {
    try (FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
      long size = channel.size();
      if (size > MAX_BYTES) {
        former = Tail.of(file);
        channel.truncate(0);
        removed += size;
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what the child writes cannot be cut: " + file, e);
    }
  }

  @Override
  public synchronized OutputPart after(OutputPlace place) throws IOException {
    byte[] current = Tail.of(file);
    long length = removed + Math.max(current.length, Files.size(file));
    byte[] both = current;
    if (current.length < OutputPart.MAX_BYTES) {
      int more = Math.min(former.length, OutputPart.MAX_BYTES - current.length);
      both =
          Arrays.copyOf(
              Arrays.copyOfRange(former, former.length - more, former.length),
              more + current.length);
      System.arraycopy(current, 0, both, more, current.length);
    }
    return Tail.after(place, stream, length, both);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    cutter.interrupt();
  }
}

package dev.orch.engine;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.orch.model.Quoted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The right to change a home, for one process, and within it for one holder. */
final class HomeLock implements AutoCloseable {
  /**
   * Homes held in this process. Looked at before the lock file is opened: closing any channel of a
   * file gives up the whole process's POSIX lock on it.
   */
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

  private static final int MAX_HOLDER = 200;

  /** Of those who look, in this process: see {@link #HELD} on closing channels. */
  private static final Object LOOKING = new Object();

  /** A look takes microseconds; these are two seconds. */
  private static final int TRIES = 400;

  private static final long BETWEEN_TRIES_NANOS = Duration.ofMillis(5).toNanos();

  private final Object key;
  private final FileChannel channel;

  private HomeLock(Object key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Takes the lock at once or not at all. Who only looks whether it is held is waited for.
   *
   * @param lock the file that is locked; made if it is not there
   * @throws HomeHeldException when someone else has it
   */
  static HomeLock take(Path lock) throws IOException, HomeHeldException {
    Object key = key(lock.resolveSibling(""));
    if (!HELD.add(key)) {
      throw new HomeHeldException("this process");
    }
    try {
      synchronized (LOOKING) {
        return new HomeLock(key, locked(lock));
      }
    } catch (IOException | HomeHeldException | RuntimeException e) {
      HELD.remove(key);
      throw e;
    }
  }

  private static FileChannel locked(Path lock) throws IOException, HomeHeldException {
    FileChannel channel =
        FileChannel.open(
            lock,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                NOFOLLOW_LINKS));
    try {
      lock(channel);
      sign(channel);
      return channel;
    } catch (IOException | HomeHeldException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel) throws IOException, HomeHeldException {
    for (int i = 0; i < TRIES; i++) {
      if (channel.tryLock() != null) {
        return;
      }
      FileLock shared = shared(channel);
      if (shared == null) {
        throw new HomeHeldException(holder(channel));
      }
      // Nobody has it for himself, so that whoever was in the way only looks.
      shared.release();
      LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
    }
    throw new HomeHeldException("a process that has looked at it for long");
  }

  private static @Nullable FileLock shared(FileChannel channel) throws IOException {
    return channel.tryLock(0, Long.MAX_VALUE, true);
  }

  /**
   * Who holds a home, if anybody does. To find out, a shared lock is taken for an instant where
   * nobody has it: it is in the way neither of others who look, nor of {@link #take}.
   *
   * @param lock exists
   */
  static Optional<String> holder(Path lock) throws IOException {
    synchronized (LOOKING) {
      if (HELD.contains(key(lock.resolveSibling("")))) {
        return Optional.of("this process");
      }
      try (FileChannel channel =
          FileChannel.open(lock, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS))) {
        return shared(channel) == null ? Optional.of(holder(channel)) : Optional.empty();
      }
    }
  }

  private static Object key(Path directory) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(directory, BasicFileAttributes.class, NOFOLLOW_LINKS);
    Object fileKey = attributes.fileKey();
    return fileKey == null ? directory : fileKey;
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(MAX_HOLDER);
    channel.read(content, 0);
    String holder = new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
    return holder.isBlank() ? "another process" : Quoted.of(holder.strip());
  }

  private static void sign(FileChannel channel) throws IOException {
    String holder = "process " + ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(key);
    }
  }
}

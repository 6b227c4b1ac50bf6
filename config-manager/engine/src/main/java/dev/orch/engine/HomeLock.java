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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The right to change a home, for one process, and within it for one holder. */
final class HomeLock implements AutoCloseable {
  /**
   * Homes held in this process. Looked at before the lock file is opened: closing any channel of a
   * file gives up the whole process's POSIX lock on it.
   */
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

  private static final int MAX_HOLDER = 200;

  private final Object key;
  private final FileChannel channel;

  private HomeLock(Object key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Takes the lock at once or not at all.
   *
   * @param lock the file that is locked; made if it is not there
   * @throws HomeHeldException when someone else has it
   */
  static HomeLock take(Path lock) throws IOException, HomeHeldException {
    Object key = key(lock.resolveSibling(""));
    if (!HELD.add(key)) {
      throw new HomeHeldException("this process");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              lock,
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  NOFOLLOW_LINKS));
      FileLock held = channel.tryLock();
      if (held == null) {
        throw new HomeHeldException(holder(channel));
      }
      sign(channel);
      return new HomeLock(key, channel);
    } catch (IOException | HomeHeldException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      HELD.remove(key);
      throw e;
    }
  }

  /**
   * Who holds a home, if anybody does. To find out, the lock is taken for an instant where nobody
   * has it, and the file left as it is.
   *
   * @param lock exists
   */
  static Optional<String> holder(Path lock) throws IOException {
    if (HELD.contains(key(lock.resolveSibling("")))) {
      return Optional.of("this process");
    }
    try (FileChannel channel =
        FileChannel.open(
            lock, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, NOFOLLOW_LINKS))) {
      FileLock free = channel.tryLock();
      if (free == null) {
        return Optional.of(holder(channel));
      }
      free.release();
      return Optional.empty();
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

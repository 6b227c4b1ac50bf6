package dev.orch.engine;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.orch.model.instance.SessionSlot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A key in a file of mode 0600, as UTF-8. Not synced: a key that is lost costs a session timeout.
 * Safe for use by several threads.
 */
final class SessionFile implements SessionSlot {
  private static final int MAX_BYTES = 16 * 1024;

  private final Path file;

  SessionFile(Path file) {
    this.file = file;
  }

  @Override
  public synchronized Optional<String> load() throws IOException {
    try (InputStream content =
        Files.newInputStream(file, StandardOpenOption.READ, NOFOLLOW_LINKS)) {
      return Optional.of(new String(content.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized void save(String key) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(aside);
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            aside,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }
}

package dev.orch.agent.command;

import dev.orch.model.Quoted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * What a command wrote last, both streams together. A file and not a pipe: a daemon that the
 * command leaves behind may keep writing to it without anyone reading, and does not die of a broken
 * pipe when the agent ends.
 */
final class OutputFile {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_LINES = 5;
  private static final int MAX_QUOTED = 600;

  private final Path path;

  OutputFile(Path path) {
    this.path = path;
  }

  /** Empties it, or makes it, readable by this user only: output may hold secrets. */
  void reset() throws IOException {
    writePrivately(path, new byte[0]);
  }

  Path path() {
    return path;
  }

  /** The last lines, quoted; "nothing" if there is none. */
  String lastLines() throws IOException {
    List<String> lines = tail().lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return "nothing";
    }
    List<String> last = lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size());
    String text = String.join("\n", last);
    // The end of the last line says most.
    return Quoted.of(text.substring(Math.max(0, text.length() - MAX_QUOTED)), MAX_QUOTED);
  }

  private String tail() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long from = Math.max(0, channel.size() - MAX_BYTES);
      ByteBuffer tail = ByteBuffer.allocate(MAX_BYTES);
      int read = 0;
      while (read >= 0 && tail.hasRemaining()) {
        read = channel.read(tail, from + tail.position());
      }
      return new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8);
    }
  }

  static void writePrivately(Path path, byte[] content) throws IOException {
    FileAttribute<?>[] privately =
        Files.getFileStore(path.toAbsolutePath().getParent()).supportsFileAttributeView("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                LinkOption.NOFOLLOW_LINKS),
            privately)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}

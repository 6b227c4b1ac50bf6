package dev.orch.agent.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remembers the child beyond the death of its agent: one line, {@code 1 PID BIRTH}. Not synced: a
 * machine that loses it has lost the child as well.
 */
final class ChildRecord {
  private static final System.Logger LOG = System.getLogger(ChildRecord.class.getName());
  private static final Pattern LINE = Pattern.compile("1 ([1-9][0-9]{0,9}) (\\S{1,200})\n");

  private final Path file;

  ChildRecord(Path file) {
    this.file = file;
  }

  Optional<ChildMark> load() throws IOException {
    try {
      Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      if (line.matches()) {
        return Optional.of(new ChildMark(Long.parseLong(line.group(1)), line.group(2)));
      }
      LOG.log(Level.WARNING, "{0} is not a record of a child: ignored", file);
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void save(ChildMark mark) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(
        next, "1 " + mark.pid() + " " + mark.birth() + "\n", StandardCharsets.ISO_8859_1);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  void clear() throws IOException {
    Files.deleteIfExists(file);
  }
}

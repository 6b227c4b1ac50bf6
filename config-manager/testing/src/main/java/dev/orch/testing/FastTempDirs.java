package dev.orch.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes directories for tests in memory, where the system has room for that, and else where Java
 * has them: a home syncs a dozen times for each change, each some milliseconds on a disk, and no
 * test cuts the power. What a loss of power leaves is tested with a model of a disk.
 */
public final class FastTempDirs implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "orch-test-";

  /** Containers have 64 MiB by default, which a single test can fill. */
  private static final long ROOM = 2L << 30;

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    return make();
  }

  /** A new directory, which whoever asks for it deletes. */
  public static Path make() throws IOException {
    return Memory.IS_USABLE
        ? Files.createTempDirectory(MEMORY, PREFIX)
        : Files.createTempDirectory(PREFIX);
  }

  /** Found out once. */
  private static final class Memory {
    static final boolean IS_USABLE = isUsable();

    private static boolean isUsable() {
      try {
        return Files.isWritable(MEMORY)
            && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM
            && programsMayRunThere();
      } catch (IOException | UnsupportedOperationException e) {
        return false;
      }
    }

    /** Tests write scripts, and start them. */
    private static boolean programsMayRunThere() throws IOException {
      Path script =
          Files.createTempFile(
              MEMORY,
              PREFIX,
              ".sh",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try {
        return Files.isExecutable(script);
      } finally {
        Files.delete(script);
      }
    }
  }
}

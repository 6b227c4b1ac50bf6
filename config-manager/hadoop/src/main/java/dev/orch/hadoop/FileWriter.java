package dev.orch.hadoop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;

/** Writes files with the rights that they are to have. Safe for use by several threads. */
final class FileWriter {
  private static final FsPermission FILE = FsPermission.createImmutable((short) 0644);
  private static final FsPermission PROGRAM = FsPermission.createImmutable((short) 0755);
  private static final FsPermission SECRET = FsPermission.createImmutable((short) 0600);

  private final FileSystem fileSystem;

  FileWriter(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  /** Over what was there, durably where the file system can. */
  void write(Path place, InputStream content, boolean executable) throws IOException {
    fill(create(place, executable ? PROGRAM : FILE), content, true);
    if (executable) {
      setExecutable(place);
    }
  }

  /** Over what was there; no disk is waited for. */
  void writeForNow(Path place, InputStream content) throws IOException {
    fill(create(place, FILE), content, false);
  }

  private FSDataOutputStream create(Path place, FsPermission permission) throws IOException {
    return fileSystem.createFile(place).permission(permission).overwrite(true).build();
  }

  /** The permission given at creation goes through a umask, and local files ignore it. */
  private void setExecutable(Path place) throws IOException {
    try {
      fileSystem.setPermission(place, PROGRAM);
    } catch (UnsupportedOperationException e) {
      // A store without permissions has none to lose.
    }
  }

  /** For nobody but its owner, in place of what was there. */
  void writeSecret(Path place, byte[] content) throws IOException {
    // One that is there would keep the rights that it has.
    fileSystem.delete(place, false);
    FSDataOutputStream out =
        fileSystem.createFile(place).permission(SECRET).overwrite(false).build();
    // Local files are made with the rights of the process, whatever is asked for.
    fileSystem.setPermission(place, SECRET);
    fill(out, new ByteArrayInputStream(content), true);
  }

  /**
   * Writes it all, durably where the file system can, and closes it. A stream of HDFS that failed
   * throws the same exception again when it is closed, which try-with-resources cannot take.
   */
  static void fill(FSDataOutputStream out, InputStream content) throws IOException {
    fill(out, content, true);
  }

  private static void fill(FSDataOutputStream out, InputStream content, boolean durably)
      throws IOException {
    try {
      content.transferTo(out);
      if (durably && out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      }
    } catch (IOException e) {
      try {
        out.close();
      } catch (IOException again) {
        if (again != e) {
          e.addSuppressed(again);
        }
      }
      throw e;
    }
    out.close();
  }
}

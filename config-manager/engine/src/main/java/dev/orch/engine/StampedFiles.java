package dev.orch.engine;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import dev.orch.model.source.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at files of one file system, with stamps if that can be relied on: if it is one of this
 * machine, which gives times by this machine's clock, and in fractions of a second.
 */
sealed interface StampedFiles {
  /** What is at a path; links are not followed. */
  Found look(Path path) throws IOException;

  /**
   * For what lies below this directory.
   *
   * @param root not a link
   */
  static StampedFiles below(Path root) throws IOException {
    // Which file system it is on is read off a list of all of them: a millisecond or two.
    boolean relied =
        root.getFileSystem().supportedFileAttributeViews().contains("unix")
            && Stamped.LOCAL.contains(Files.getFileStore(root).type());
    return relied
        ? new Stamped(((Number) Files.getAttribute(root, "unix:dev", NOFOLLOW_LINKS)).longValue())
        : new Plain();
  }

  /** A file, a directory, a link, or something else. */
  enum Kind {
    FILE,
    DIRECTORY,
    LINK,
    OTHER
  }

  /**
   * What was found.
   *
   * @param size in bytes
   * @param executable whether its owner may execute it
   * @param stamp null where none can be relied on
   */
  record Found(Kind kind, long size, boolean executable, @Nullable FileStamp stamp) {}

  /** By the JDK's attributes of a system with inodes, the only ones that tell {@code st_ctime}. */
  record Stamped(long device) implements StampedFiles {
    /** On a server, clocks are somebody else's; the others tell of whole seconds, or nothing. */
    private static final Set<String> LOCAL =
        Set.of(
            "apfs",
            "bcachefs",
            "btrfs",
            "ext2",
            "ext3",
            "ext4",
            "f2fs",
            "jfs",
            "overlay",
            "tmpfs",
            "xfs",
            "zfs");

    private static final String WANTED = "unix:mode,size,lastModifiedTime,ctime,ino,dev";
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int OWNER_EXECUTE = 0100;

    @Override
    public Found look(Path path) throws IOException {
      Map<String, Object> attributes = Files.readAttributes(path, WANTED, NOFOLLOW_LINKS);
      int mode = (int) number(attributes, "mode");
      // Something may be mounted in the tree.
      boolean here = number(attributes, "dev") == device;
      return new Found(
          kind(mode & TYPE),
          number(attributes, "size"),
          (mode & OWNER_EXECUTE) != 0,
          here
              ? new FileStamp(
                  nanos(attributes, "lastModifiedTime"),
                  nanos(attributes, "ctime"),
                  number(attributes, "ino"))
              : null);
    }

    private static Kind kind(int type) {
      return switch (type) {
        case REGULAR -> Kind.FILE;
        case DIRECTORY -> Kind.DIRECTORY;
        case LINK -> Kind.LINK;
        default -> Kind.OTHER;
      };
    }

    private static long number(Map<String, Object> attributes, String name) {
      return ((Number) requireNonNull(attributes.get(name))).longValue();
    }

    private static long nanos(Map<String, Object> attributes, String name) {
      return ((FileTime) requireNonNull(attributes.get(name))).to(TimeUnit.NANOSECONDS);
    }
  }

  /** Without stamps. */
  record Plain() implements StampedFiles {
    @Override
    public Found look(Path path) throws IOException {
      PosixFileAttributes attributes =
          Files.readAttributes(path, PosixFileAttributes.class, NOFOLLOW_LINKS);
      return new Found(
          kind(attributes),
          attributes.size(),
          attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE),
          null);
    }

    private static Kind kind(PosixFileAttributes attributes) {
      return attributes.isRegularFile()
          ? Kind.FILE
          : attributes.isDirectory()
              ? Kind.DIRECTORY
              : attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
    }
  }
}

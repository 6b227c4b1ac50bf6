package dev.orch.engine.fs;

import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What there is at a place. */
public final class FileStat {
  /** What kind of thing a directory can hold. */
  public enum Kind {
    REGULAR,
    DIRECTORY,
    /** A symbolic link, a device, a pipe or a socket. */
    OTHER
  }

  private final Kind kind;
  private final PosixFileAttributes attributes;

  FileStat(PosixFileAttributes attributes) {
    this.attributes = attributes;
    if (attributes.isRegularFile()) {
      this.kind = Kind.REGULAR;
    } else if (attributes.isDirectory()) {
      this.kind = Kind.DIRECTORY;
    } else {
      this.kind = Kind.OTHER;
    }
  }

  public Kind kind() {
    return kind;
  }

  public boolean isRegular() {
    return kind == Kind.REGULAR;
  }

  public boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }

  /** In bytes. */
  public long size() {
    return attributes.size();
  }

  /** Whether its owner may execute it. */
  public boolean executable() {
    return attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
  }

  /** See {@link Stamp}. */
  public Stamp stamp() {
    return new Stamp(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        identity(attributes.fileKey()));
  }

  private static String identity(@Nullable Object fileKey) {
    return fileKey == null ? "-" : fileKey.toString().replace(' ', '_');
  }

  PosixFileAttributes attributes() {
    return attributes;
  }
}

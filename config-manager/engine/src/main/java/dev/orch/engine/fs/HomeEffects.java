package dev.orch.engine.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Everything the engine ever does to a file system, so that a test can stop it before and after
 * each single effect. No method follows a link.
 */
public interface HomeEffects {
  /** Who may do what with a new file. */
  enum Access {
    /** This user may read and write it, nobody else anything. */
    OWNER,
    /** As the process's umask leaves it. */
    USUAL,
    /** The same, and whoever may read it may execute it. */
    EXECUTABLE
  }

  /**
   * Creates a file to write; there must be none.
   *
   * @return owned by the caller
   */
  FileChannel create(Place file, Access access) throws IOException;

  /**
   * Gives a file the owner, group and permissions of another, as far as this user may hand them on;
   * but executable or not as said.
   */
  void dress(Place file, FileStat like, boolean executable) throws IOException;

  /** Waits until the bytes and attributes are on the disk. */
  void sync(FileChannel file) throws IOException;

  /** Waits until the names in a directory are on the disk. */
  void syncDirectory(Place directory) throws IOException;

  /** Makes a directory; its parent must be there and nothing at its place. */
  void makeDirectory(Place directory) throws IOException;

  /**
   * Removes an empty directory.
   *
   * @throws java.nio.file.DirectoryNotEmptyException when it is not
   */
  void removeDirectory(Place directory) throws IOException;

  /**
   * Gives a file a second name; where the file system cannot, copies and syncs it. There must be
   * nothing at {@code second}.
   */
  void link(Place file, Place second) throws IOException;

  /**
   * Makes a symbolic link where only orch goes; there must be nothing at its place.
   *
   * @param target what it says
   */
  void symbolicLink(Place link, String target) throws IOException;

  /** Renames, in one instant over what is there; of two names for one file, both may stay. */
  void move(Place from, Place to) throws IOException;

  /** Removes a file or link. */
  void delete(Place file) throws IOException;

  /** Removes a directory with all that is in it, or a file, if it is there. */
  void deleteTree(Place place) throws IOException;
}

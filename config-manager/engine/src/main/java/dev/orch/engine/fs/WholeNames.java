package dev.orch.engine.fs;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Errors of access relative to an open directory know the last name only; whoever reads them needs
 * the whole one.
 */
final class WholeNames {
  private WholeNames() {}

  /** The same error, of the same kind where callers tell kinds apart, with the whole name. */
  static FileSystemException of(FileSystemException relative, Path root, Place place) {
    String file = relative.getFile();
    if (file != null && Path.of(file).isAbsolute()) {
      return relative;
    }
    FileSystemException whole =
        like(relative, root.resolve(place.value()).toString(), relative.getReason());
    whole.initCause(relative);
    return whole;
  }

  private static FileSystemException like(
      FileSystemException relative, String file, @Nullable String reason) {
    if (relative instanceof AccessDeniedException) {
      return new AccessDeniedException(file, null, reason);
    } else if (relative instanceof NoSuchFileException) {
      return new NoSuchFileException(file, null, reason);
    } else if (relative instanceof FileAlreadyExistsException) {
      return new FileAlreadyExistsException(file, null, reason);
    } else if (relative instanceof DirectoryNotEmptyException) {
      return new DirectoryNotEmptyException(file);
    } else if (relative instanceof NotDirectoryException) {
      return new NotDirectoryException(file);
    }
    return new FileSystemException(file, null, reason);
  }
}

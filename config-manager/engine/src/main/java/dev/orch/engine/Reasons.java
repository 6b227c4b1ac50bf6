package dev.orch.engine;

import dev.orch.model.OrchException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** One line of why something failed, for reports. */
public final class Reasons {
  private Reasons() {}

  /** Without what is for developers, unless nothing else is known. */
  public static String of(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof TriggerException || failure instanceof OrchException) {
      return oneLine(message == null ? failure.getClass().getSimpleName() : message);
    }
    if (failure instanceof HomeAccessException && failure.getCause() != null) {
      return of(failure.getCause());
    }
    if (failure instanceof AccessDeniedException denied && denied.getReason() == null) {
      return oneLine(
          message + ": permission denied; give the user of this process the right to write there");
    }
    if (failure instanceof NoSuchFileException missing && missing.getReason() == null) {
      return oneLine(message + ": no such file");
    }
    if (failure instanceof NotDirectoryException) {
      return oneLine(message + ": expected a directory");
    }
    if (failure instanceof FileSystemException && message != null) {
      return oneLine(message);
    }
    String kind = failure.getClass().getSimpleName();
    return oneLine(message == null ? kind : kind + ": " + message);
  }

  /** One line for what was to be expected at times, the whole stack for a bug. */
  public static void log(Logger logger, Level level, String what, Exception failure) {
    boolean expected =
        failure instanceof OrchException
            || failure instanceof TriggerException
            || failure instanceof IOException;
    if (expected) {
      logger.log(level, what + ": " + of(failure));
      logger.log(Level.DEBUG, what, failure);
    } else {
      logger.log(level, what, failure);
    }
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }
}

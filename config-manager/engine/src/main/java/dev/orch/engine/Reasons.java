package dev.orch.engine;

import dev.orch.model.OrchException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** One line of why something failed, for reports. */
final class Reasons {
  private Reasons() {}

  static String of(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof TriggerException || failure instanceof OrchException) {
      return oneLine(message == null ? failure.getClass().getSimpleName() : message);
    }
    if (failure instanceof HomeAccessException && failure.getCause() != null) {
      return of(failure.getCause());
    }
    if (failure instanceof AccessDeniedException denied && denied.getReason() == null) {
      return oneLine(message + ": permission denied");
    }
    if (failure instanceof NoSuchFileException missing && missing.getReason() == null) {
      return oneLine(message + ": no such file");
    }
    if (failure instanceof FileSystemException && message != null) {
      return oneLine(message);
    }
    String kind = failure.getClass().getSimpleName();
    return oneLine(message == null ? kind : kind + ": " + message);
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }
}

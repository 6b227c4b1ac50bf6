package dev.orch.cli.invocation;

import dev.orch.cli.output.Messages;
import dev.orch.cli.output.OutputFailedException;
import dev.orch.model.CorruptDataException;
import dev.orch.model.InvalidInputException;
import dev.orch.model.OrchException;
import dev.orch.model.OutcomeUnknownException;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.oozie.server.OozieRejectedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says to a person what went wrong, and to a machine which kind of thing it was. */
public final class ErrorReport {
  private static final String PREFIX = "orch: ";

  private final Messages messages;
  private final boolean verbose;

  /** With stack traces only if {@code verbose}. */
  public ErrorReport(Messages messages, boolean verbose) {
    this.messages = messages;
    this.verbose = verbose;
  }

  /** Prints what there is to say of the failure, and tells the exit code that goes with it. */
  public ExitCode report(Throwable failure) {
    Throwable wrapped = failure instanceof UncheckedIOException ? failure.getCause() : null;
    Throwable cause = wrapped == null ? failure : wrapped;
    ExitCode code = explain(cause);
    if (verbose && code != ExitCode.OUTPUT_CLOSED) {
      cause.printStackTrace(messages.stream());
      messages.stream().flush();
    }
    return code;
  }

  private ExitCode explain(Throwable failure) {
    if (failure instanceof OrchException explained) {
      say(String.valueOf(explained.getMessage()));
      if (explained instanceof InvalidInputException invalid) {
        invalid.problems().forEach(problem -> messages.line("  " + problem));
      }
      say(explained.advice());
      return codeOf(explained);
    }
    if (failure instanceof InterruptedException) {
      say("interrupted");
      return ExitCode.INTERRUPTED;
    }
    if (failure instanceof OutputFailedException output) {
      if (output.readerGone()) {
        return ExitCode.OUTPUT_CLOSED;
      }
      say("cannot write to standard output: " + output.getMessage());
      return ExitCode.INTERNAL;
    }
    if (failure instanceof IOException io) {
      return explainIo(io);
    }
    say("internal error: " + failure);
    say(
        verbose
            ? "this is a defect of orch; please report it with what follows and: orch --version"
            : "this is a defect of orch; run it again with --verbose, and report what it prints"
                + " together with: orch --version");
    return ExitCode.INTERNAL;
  }

  private static ExitCode codeOf(OrchException failure) {
    if (failure instanceof InvalidInputException || failure instanceof UsageException) {
      return ExitCode.INVALID;
    }
    if (failure instanceof StoreUnavailableException
        || failure instanceof OutcomeUnknownException) {
      return ExitCode.UNREACHABLE;
    }
    if (failure instanceof RefusedException
        || failure instanceof CorruptDataException
        || failure instanceof OozieRejectedException) {
      return ExitCode.REFUSED;
    }
    return ExitCode.INTERNAL;
  }

  private ExitCode explainIo(IOException failure) {
    String where = failure instanceof FileSystemException file ? file.getFile() + ": " : "";
    if (failure instanceof NoSuchFileException) {
      say(where + "no such file or directory");
      return ExitCode.INVALID;
    }
    if (failure instanceof NotDirectoryException) {
      say(where + "expected a directory");
      return ExitCode.INVALID;
    }
    if (failure instanceof AccessDeniedException) {
      say(where + "permission denied");
      return ExitCode.REFUSED;
    }
    say("cannot read or write: " + failure.getMessage());
    return ExitCode.INTERNAL;
  }

  private void say(String line) {
    messages.line(PREFIX + line);
  }
}

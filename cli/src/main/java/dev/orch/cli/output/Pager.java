package dev.orch.cli.output;

import dev.orch.cli.invocation.Invocation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows long output page by page where a person is looking, as git does: by the command in {@code
 * ORCH_PAGER}, {@code PAGER}, or {@code less} where it is installed. An empty command, or {@code
 * cat}, means none. Who leaves the pager early has seen enough: that is no failure.
 */
public final class Pager {
  private static final String[] VARIABLES = {"ORCH_PAGER", "PAGER"};

  /** Ends by itself when all fits on one screen, and leaves colours and the screen alone. */
  private static final String DEFAULT = "less -FRX";

  private Pager() {}

  /** Something long. */
  @FunctionalInterface
  public interface Printing {
    void print(Output out) throws IOException, InterruptedException;
  }

  /**
   * Prints, by a pager if one is wanted and there is a person to look at it.
   *
   * @throws IOException when the pager cannot be started, or what is printed cannot be read
   */
  public static void page(Invocation invocation, boolean wanted, Printing body)
      throws IOException, InterruptedException {
    Optional<String> command =
        wanted && invocation.out().isTerminal() ? command(invocation) : Optional.empty();
    if (command.isEmpty()) {
      body.print(invocation.out());
      return;
    }
    invocation.out().flush();
    Process pager =
        new ProcessBuilder("/bin/sh", "-c", command.get())
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      Output out = new Output(pager.getOutputStream(), true, invocation.out().columns());
      body.print(out);
      out.flush();
    } catch (OutputFailedException e) {
      // Nobody reads any more; there is no other way in which writing to a pager fails.
      log().log(System.Logger.Level.DEBUG, "the pager was left early", e);
    } finally {
      end(pager);
    }
  }

  private static void end(Process pager) throws InterruptedException {
    try {
      pager.getOutputStream().close();
    } catch (IOException e) {
      // It is gone already; what was to be said of that is said.
      log().log(System.Logger.Level.DEBUG, "the pager was left early", e);
    }
    pager.waitFor();
  }

  private static Optional<String> command(Invocation invocation) {
    for (String variable : VARIABLES) {
      String command = invocation.environment().value(variable);
      if (command != null) {
        String stripped = command.strip();
        return stripped.isEmpty() || stripped.equals("cat")
            ? Optional.empty()
            : Optional.of(stripped);
      }
    }
    return isInstalled("less", invocation.environment().value("PATH"))
        ? Optional.of(DEFAULT)
        : Optional.empty();
  }

  private static boolean isInstalled(String program, @Nullable String path) {
    return path != null
        && Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(path)
            .filter(directory -> !directory.isEmpty())
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(Pager.class.getName());
  }
}

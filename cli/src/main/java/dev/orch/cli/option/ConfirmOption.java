package dev.orch.cli.option;

import dev.orch.cli.invocation.Invocation;
import dev.orch.model.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks before something that cannot simply be taken back. */
public final class ConfirmOption {
  @Option(
      names = {"-y", "--yes"},
      description = "Don't ask. Needed where there is no terminal to ask on.")
  boolean yes;

  /**
   * Returns when it may be done.
   *
   * @param question without question mark
   * @throws RefusedException when the answer is not yes, or nobody can be asked
   */
  public void confirm(String question, Invocation invocation) throws IOException {
    if (yes) {
      return;
    }
    if (!invocation.inIsTerminal() || !invocation.messages().isTerminal()) {
      throw new RefusedException(
          "not confirmed, and there is no terminal to ask on: " + question, "Give --yes.");
    }
    invocation.messages().print(question + "? [y/N] ");
    String answer =
        new BufferedReader(new InputStreamReader(invocation.in(), Charset.defaultCharset()))
            .readLine();
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
      throw new RefusedException("not confirmed", "Nothing was changed.");
    }
  }
}

package dev.orch.cli.golden;

import java.util.List;
import java.util.regex.Pattern;

/** Calls and what came of them, as text: what varies is masked, what does not show is shown. */
final class Transcript {
  private static final Pattern BLANKS = Pattern.compile("|.*[ *;].*");

  private final Masks masks;
  private final StringBuilder text = new StringBuilder();

  Transcript(Masks masks) {
    this.masks = masks;
  }

  /**
   * One call and what came of it.
   *
   * @param err what it said; empty where both streams are one terminal
   */
  Transcript add(List<String> args, String out, String err, int exit) {
    StringBuilder entry = new StringBuilder("$ orch");
    args.forEach(
        it -> entry.append(' ').append(BLANKS.matcher(it).matches() ? "'" + it + "'" : it));
    entry.append('\n').append(out);
    if (!err.isEmpty()) {
      entry.append("[standard error]\n").append(err);
    }
    entry.append("[exit ").append(exit).append("]\n\n");
    text.append(masks.apply(args.get(0), entry.toString().replace("\u001b", "\\e")));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

package dev.orch.cli.manual;

import java.util.List;

/** Text for {@code man}: macros, and words in which nothing is taken for one. */
final class Roff {
  private static final int ASCII_END = 0x7f;

  private final StringBuilder text = new StringBuilder();

  /** Begins the page. */
  Roff title(String name, String source) {
    return line(".TH " + quoted(name) + " 1 \"\" " + quoted(source) + " " + quoted("orch manual"));
  }

  Roff section(String name) {
    return line(".SH " + quoted(name));
  }

  /** A paragraph. */
  Roff paragraph(String words) {
    return line(".PP").line(escaped(words));
  }

  /** Words right below a heading. */
  Roff words(String words) {
    return line(escaped(words));
  }

  /** A term, in bold, with what there is to say of it. */
  Roff term(String term, String words) {
    return line(".TP").line("\\fB" + escaped(term) + "\\fR").line(escaped(words));
  }

  /** Lines as they are. */
  Roff verbatim(List<String> lines) {
    line(".nf");
    lines.forEach(it -> line(escaped(it)));
    return line(".fi");
  }

  private Roff line(String line) {
    text.append(line).append('\n');
    return this;
  }

  private static String quoted(String words) {
    return '"' + escaped(words).replace("\"", "\\(dq") + '"';
  }

  /** No character does anything but show; all of it is ASCII, since not every man reads UTF-8. */
  static String escaped(String words) {
    StringBuilder escaped = new StringBuilder();
    words
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '…' -> escaped.append("...");
                default -> {
                  if (c > ASCII_END) {
                    escaped.append(String.format("\\[u%04X]", c));
                  } else {
                    escaped.appendCodePoint(c);
                  }
                }
              }
            });
    return escaped.indexOf(".") == 0 ? "\\&" + escaped : escaped.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

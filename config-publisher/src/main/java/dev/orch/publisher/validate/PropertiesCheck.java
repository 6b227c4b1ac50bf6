package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what {@link java.util.Properties#load(InputStream)} would stumble over: a {@code \}{@code
 * u} that is not followed by four hexadecimal digits. Anything else is properties. Also finds keys
 * that are given twice, of which it would silently take the last.
 *
 * <p>Reads byte by byte, and keeps nothing but the keys; its notion of comments, natural and
 * logical lines is that of the documentation of {@link java.util.Properties#load(java.io.Reader)}.
 */
final class PropertiesCheck implements ContentCheck {
  @Override
  public Optional<String> lastingName() {
    return Optional.of("properties");
  }

  @Override
  public List<Problem> check(String file, InputStream content) throws IOException {
    return new Scan(file).read(new BufferedInputStream(content));
  }

  private static final class Scan {
    private static final int MAX_PROBLEMS = 20;
    private static final int DIGITS = 4;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private int line = 1;
    private int column;

    /** Whether only blanks were seen since the line began. */
    private boolean atStart = true;

    /** Characters of the logical line so far; it may have begun on an earlier line. */
    private long length;

    private boolean inComment;

    /** A backslash that counts only if its line does not end with it. */
    private boolean pendingBackslash;

    private int backslashLine;
    private int backslashColumn;

    private boolean escaped;
    private int digitsMissing;
    private int escapeLine;
    private int escapeColumn;

    private final PropertyKeys keys = new PropertyKeys();

    Scan(String file) {
      this.file = file;
    }

    List<Problem> read(InputStream content) throws IOException {
      int previous = -1;
      for (int c = content.read(); c >= 0; c = content.read()) {
        if (c == '\n' && previous == '\r') {
          previous = c;
          continue;
        }
        column++;
        if (c == '\n' || c == '\r') {
          endOfLine();
        } else if (!inComment) {
          character(c);
        }
        previous = c;
      }
      endOfLogicalLine();
      return problems;
    }

    private void endOfLine() {
      if (pendingBackslash) {
        pendingBackslash = false;
      } else if (!inComment) {
        endOfLogicalLine();
      }
      inComment = false;
      atStart = true;
      line++;
      column = 0;
    }

    private void character(int c) {
      if (atStart && (c == ' ' || c == '\t' || c == '\f')) {
        return;
      }
      atStart = false;
      if (pendingBackslash) {
        pendingBackslash = false;
        logicalCharacter('\\', backslashLine, backslashColumn);
        logicalCharacter(c, line, column);
      } else if (length == 0 && (c == '#' || c == '!')) {
        inComment = true;
      } else if (c == '\\') {
        pendingBackslash = true;
        backslashLine = line;
        backslashColumn = column;
      } else {
        logicalCharacter(c, line, column);
      }
    }

    private void logicalCharacter(int c, int atLine, int atColumn) {
      length++;
      keys.character(c, atLine, atColumn);
      if (digitsMissing > 0) {
        if (c < 0x80 && Character.digit(c, 16) >= 0) {
          digitsMissing--;
          return;
        }
        malformed();
      }
      if (escaped) {
        escaped = false;
        digitsMissing = c == 'u' ? DIGITS : 0;
      } else if (c == '\\') {
        escaped = true;
        escapeLine = atLine;
        escapeColumn = atColumn;
      }
    }

    private void endOfLogicalLine() {
      boolean wasEmpty = length == 0;
      length = 0;
      escaped = false;
      if (digitsMissing > 0) {
        malformed();
      }
      if (problems.size() < MAX_PROBLEMS) {
        keys.endOfLine(file, wasEmpty, problems);
      }
    }

    private void malformed() {
      digitsMissing = 0;
      if (problems.size() < MAX_PROBLEMS) {
        problems.add(
            new Problem(
                file + ":" + escapeLine + ":" + escapeColumn,
                "malformed properties: expected four hexadecimal digits after \\u"));
      }
    }
  }
}

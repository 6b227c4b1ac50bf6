package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys that a properties file gives twice: Java takes the last, silently. Fed with the
 * characters of logical lines.
 */
final class PropertyKeys {
  private final Map<String, Integer> lines = new HashMap<>();
  private final StringBuilder raw = new StringBuilder();
  private boolean begun;
  private boolean inKey = true;
  private boolean escaped;
  private int line;
  private int column;

  /** One character of a logical line, comments and what continues it left out. */
  void character(int c, int atLine, int atColumn) {
    if (!begun) {
      begun = true;
      line = atLine;
      column = atColumn;
    }
    if (!inKey) {
      return;
    }
    if (!escaped && isSeparator(c)) {
      inKey = false;
    } else {
      escaped = !escaped && c == '\\';
      raw.append((char) c);
    }
  }

  private static boolean isSeparator(int c) {
    return c == '=' || c == ':' || c == ' ' || c == '\t' || c == '\f';
  }

  /** The logical line ends here; a line without a character is none. */
  void endOfLine(String file, boolean wasEmpty, List<Problem> problems) {
    if (!wasEmpty) {
      String key = decode();
      if (key != null) {
        add(key, file, problems);
      }
    }
    raw.setLength(0);
    begun = false;
    inKey = true;
    escaped = false;
  }

  private void add(String key, String file, List<Problem> problems) {
    Integer first = lines.putIfAbsent(key, line);
    if (first != null) {
      problems.add(
          new Problem(
              file + ":" + line + ":" + column,
              "key " + Quoted.of(key) + " is given twice, first in line " + first));
    }
  }

  /** As Java reads it; null if it has a bad escape, which is told anyway. */
  private @Nullable String decode() {
    if (raw.indexOf("\\") < 0) {
      // Nearly all; Properties would make buffers of some KiB for each.
      return raw.toString();
    }
    Properties one = new Properties();
    try {
      one.load(new StringReader(raw + "="));
      return one.stringPropertyNames().stream().findFirst().orElse("");
    } catch (IllegalArgumentException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory does not fail", e);
    }
  }
}

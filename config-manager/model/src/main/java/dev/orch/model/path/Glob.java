package dev.orch.model.path;

import dev.orch.model.Quoted;
import java.util.regex.Pattern;

/**
 * A pattern over paths, as in {@code .gitignore} and most build tools: {@code *} is any run of
 * characters within one name, {@code ?} is one of them, {@code **} any number of whole directories,
 * {@code {a,b}} either of the two. Everything else stands for itself; case counts. The whole path
 * must match: {@code *.xml} selects files directly in the home, {@code **}{@code /*.xml} all.
 *
 * <p>At most 1,024 characters.
 */
public final class Glob {
  private static final int MAX_LENGTH = 1024;

  private final String text;
  private final Pattern pattern;

  private Glob(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException when the pattern is empty, too long or not well-formed
   */
  public static Glob of(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "expected a pattern of 1 to " + MAX_LENGTH + " characters, found " + text.length());
    }
    if (text.startsWith("/")) {
      throw new IllegalArgumentException(
          "pattern "
              + Quoted.of(text)
              + ": expected one relative to the home, without a leading /");
    }
    return new Glob(text, Pattern.compile(toRegex(text)));
  }

  private static String toRegex(String glob) {
    StringBuilder regex = new StringBuilder();
    boolean inBraces = false;
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i) && (i == 0 || glob.charAt(i - 1) == '/')) {
        // Possessive, so that many of them in a row cannot make matching exponential.
        regex.append("(?:[^/]+/)*");
        i += 3;
        while (glob.startsWith("**/", i)) {
          i += 3;
        }
        continue;
      }
      if (glob.startsWith("**", i)) {
        regex.append(".*");
        while (i < glob.length() && glob.charAt(i) == '*') {
          i++;
        }
        continue;
      }
      switch (c) {
        case '*' -> regex.append("[^/]*");
        case '?' -> regex.append("[^/]");
        case '{' -> {
          if (inBraces) {
            throw new IllegalArgumentException(
                "pattern " + Quoted.of(glob) + ": braces cannot be nested");
          }
          inBraces = true;
          regex.append("(?:");
        }
        case '}' -> {
          if (!inBraces) {
            throw new IllegalArgumentException(
                "pattern " + Quoted.of(glob) + ": '}' without a '{' before it");
          }
          inBraces = false;
          regex.append(')');
        }
        case ',' -> regex.append(inBraces ? "|" : ",");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
      i++;
    }
    if (inBraces) {
      throw new IllegalArgumentException("pattern " + Quoted.of(glob) + ": '{' is never closed");
    }
    return regex.toString();
  }

  /** Whether the whole path matches. */
  public boolean matches(ConfigPath path) {
    return pattern.matcher(path.value()).matches();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }
}

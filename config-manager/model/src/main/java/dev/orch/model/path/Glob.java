package dev.orch.model.path;

import dev.orch.model.Quoted;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A pattern over paths, as in {@code .gitignore} and most build tools: {@code *} is any run of
 * characters within one name, {@code ?} is one of them, {@code **} any number of whole directories,
 * {@code {a,b}} either of the two. Everything else stands for itself; case counts. The whole path
 * must match: {@code *.xml} selects files directly in the home, {@code **}{@code /*.xml} all.
 *
 * <p>At most 1,024 characters and 64 combinations of what stands in braces. Matching takes time in
 * proportion to the lengths of pattern and path, whatever they are: patterns arrive from the store,
 * and a backtracking matcher could be made to hang.
 */
public final class Glob {
  private static final int MAX_LENGTH = 1024;
  private static final int MAX_COMBINATIONS = 64;

  // Wildcards of a compiled pattern stand in characters that no path may hold.
  private static final char ANY_CHARACTER = 0;
  private static final char ANY_IN_NAME = 1;
  private static final char ANY_DIRECTORIES = 2;
  private static final char ANYTHING = 3;

  private final String text;
  private final List<Pattern> compiled;

  private Glob(String text, List<Pattern> compiled) {
    this.text = text;
    this.compiled = compiled;
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
      throw malformed(text, "expected one relative to the home, without a leading /");
    }
    if (text.chars().anyMatch(c -> c < ' ')) {
      throw malformed(text, "control characters are not allowed");
    }
    return new Glob(text, expandBraces(text).stream().map(Pattern::of).toList());
  }

  private static IllegalArgumentException malformed(String text, String problem) {
    return new IllegalArgumentException("pattern " + Quoted.of(text) + ": " + problem);
  }

  private static List<String> expandBraces(String text) {
    List<String> expanded = List.of("");
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      int close = text.indexOf('}', at);
      if (open < 0 && close < 0) {
        return append(text, expanded, text.substring(at));
      }
      if (open < 0 || (close >= 0 && close < open)) {
        throw malformed(text, "'}' without a '{' before it");
      }
      if (close < 0) {
        throw malformed(text, "'{' is never closed");
      }
      String inside = text.substring(open + 1, close);
      if (inside.indexOf('{') >= 0) {
        throw malformed(text, "braces cannot be nested");
      }
      expanded = append(text, expanded, text.substring(at, open));
      expanded = append(text, expanded, inside.split(",", -1));
      at = close + 1;
    }
    return expanded;
  }

  private static List<String> append(String text, List<String> heads, String... tails) {
    if (heads.size() * tails.length > MAX_COMBINATIONS) {
      throw malformed(text, "expected at most " + MAX_COMBINATIONS + " combinations in braces");
    }
    List<String> all = new ArrayList<>();
    for (String head : heads) {
      for (String tail : tails) {
        all.add(head + tail);
      }
    }
    return all;
  }

  private static String compile(String glob) {
    StringBuilder tokens = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      boolean atStartOfName = at == 0 || glob.charAt(at - 1) == '/';
      if (atStartOfName && glob.startsWith("**/", at)) {
        tokens.append(ANY_DIRECTORIES);
        at += 3;
      } else if (glob.startsWith("**", at)) {
        tokens.append(ANYTHING);
        at += 2;
      } else {
        char c = glob.charAt(at);
        tokens.append(c == '*' ? ANY_IN_NAME : c == '?' ? ANY_CHARACTER : c);
        at++;
      }
    }
    return tokens.toString();
  }

  /** Whether the whole path matches. */
  public boolean matches(ConfigPath path) {
    for (Pattern pattern : compiled) {
      if (pattern.matches(path.value())) {
        return true;
      }
    }
    return false;
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

  /**
   * One combination.
   *
   * @param end what stands after the last wildcard: most paths can be told from it alone
   */
  private record Pattern(String tokens, String end) {
    static Pattern of(String glob) {
      String tokens = compile(glob);
      int end = tokens.length();
      while (end > 0 && tokens.charAt(end - 1) > ANYTHING) {
        end--;
      }
      return new Pattern(tokens, tokens.substring(end));
    }

    boolean matches(String path) {
      return path.endsWith(end) && new Match(tokens, path).from(0, 0);
    }
  }

  /** Remembers which pairs of positions failed, so that none is tried twice. */
  private static final class Match {
    private final String tokens;
    private final String path;
    private final BitSet failed = new BitSet();

    Match(String tokens, String path) {
      this.tokens = tokens;
      this.path = path;
    }

    boolean from(int token, int at) {
      if (token == tokens.length()) {
        return at == path.length();
      }
      int pair = token * (path.length() + 1) + at;
      if (failed.get(pair)) {
        return false;
      }
      boolean matches =
          switch (tokens.charAt(token)) {
            case ANY_CHARACTER -> isInName(at) && from(token + 1, at + 1);
            case ANY_IN_NAME -> from(token + 1, at) || (isInName(at) && from(token, at + 1));
            case ANYTHING -> from(token + 1, at) || (at < path.length() && from(token, at + 1));
            case ANY_DIRECTORIES -> from(token + 1, at) || fromNextDirectory(token, at);
            default ->
                at < path.length()
                    && path.charAt(at) == tokens.charAt(token)
                    && from(token + 1, at + 1);
          };
      if (!matches) {
        failed.set(pair);
      }
      return matches;
    }

    private boolean fromNextDirectory(int token, int at) {
      int slash = path.indexOf('/', at);
      return slash >= 0 && from(token, slash + 1);
    }

    private boolean isInName(int at) {
      return at < path.length() && path.charAt(at) != '/';
    }
  }
}

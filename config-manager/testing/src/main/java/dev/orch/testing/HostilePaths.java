package dev.orch.testing;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Spellings of paths by which someone may try to leave a home or to reach orch's own files, the
 * same for the same seed; among them some that are harmless.
 */
public final class HostilePaths {
  private static final String ORCH = ".orch";

  private static final List<String> STEPS =
      List.of(
          "..",
          ".",
          "",
          "...",
          ".. ",
          " ..",
          "..\t",
          "..;",
          "..%00",
          "%2e%2e",
          "%252e%252e",
          "．．",
          "\u2025",
          "\u2024\u2024",
          ".\u200b.",
          "..\u0000",
          "\u0000..",
          "..\u0301",
          "..\\",
          "\\..",
          "..\u2215..",
          "..\u2044..",
          "..\uFF0F..",
          "..\uFF3C..",
          "\\\\host\\share",
          "C:",
          "c:\\",
          "C:..",
          "//host",
          "~",
          "~root",
          "$HOME",
          "${user.home}",
          "-rf",
          "*",
          "?",
          "|",
          "&",
          ";",
          "'",
          "\"",
          "CON",
          "NUL",
          "aux.txt",
          "com1",
          "LPT9.",
          "con ",
          "PRN:",
          "etc",
          "passwd",
          "a",
          "b c",
          ".git",
          ".orchid",
          "orch",
          "\u0007",
          "\u001b[2J",
          "\u007f",
          "\u0085",
          "\u2028",
          "\u202e",
          "\r\n",
          "\uFEFF",
          "\uFFFE",
          "\uE000",
          "\uD800",
          "\uDC00",
          "\uD83D\uDE00",
          "e\u0301",
          "\u00e9",
          "ﬁ",
          "K");

  private static final List<String> SEPARATORS =
      List.of(
          "/", "/", "/", "/", "//", "\\", "/./", "/../", "\u2215", "\u2044", "\uFF0F", "\u0000/");

  /** Signs that some file system leaves out of a name before it compares it. */
  private static final String IGNORED =
      "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u200b\u200c\u200d\u200e"
          + "\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068"
          + "\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufe00\ufe01\ufe0e\ufe0f\ufeff\uffa0";

  private static final List<String> ENDS =
      List.of("", "", "", ".", " ", "..", " .", ". . .", ":", "::$DATA", ":$I30:$INDEX_ALLOCATION");

  private final Random random;

  /** Those of this seed. */
  public HostilePaths(long seed) {
    this.random = new Random(seed);
  }

  /** Hands out so many. */
  public void forEach(int count, Consumer<String> taker) {
    for (int i = 0; i < count; i++) {
      taker.accept(next());
    }
  }

  private String next() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> steps(1 + random.nextInt(5));
      case 3, 4, 5 -> around(orch());
      case 6 -> around(pick(STEPS));
      default -> overlong();
    };
  }

  private String steps(int count) {
    StringBuilder path = new StringBuilder(random.nextInt(6) == 0 ? pick(SEPARATORS) : "");
    for (int i = 0; i < count; i++) {
      path.append(i == 0 ? "" : pick(SEPARATORS)).append(pick(STEPS));
    }
    return path.append(random.nextInt(6) == 0 ? pick(SEPARATORS) : "").toString();
  }

  private String around(String name) {
    List<String> names = new ArrayList<>(List.of(name));
    while (random.nextInt(3) == 0) {
      names.add(random.nextInt(names.size() + 1), pick(List.of("etc", "a", "..", ".", "journal")));
    }
    return String.join("/", names);
  }

  /** A name that some file system may take for {@code .orch}. */
  private String orch() {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < ORCH.length(); i++) {
      name.append(random.nextInt(4) == 0 ? ignored() : "").append(spelt(ORCH.charAt(i)));
    }
    String spelt = name + (random.nextInt(4) == 0 ? ignored() : "") + pick(ENDS);
    return random.nextBoolean()
        ? spelt
        : Normalizer.normalize(spelt, pick(List.of(Normalizer.Form.values())));
  }

  private String ignored() {
    return String.valueOf(IGNORED.charAt(random.nextInt(IGNORED.length())));
  }

  private String spelt(char c) {
    return switch (random.nextInt(6)) {
      case 0 -> String.valueOf(c).toUpperCase(Locale.ROOT);
      case 1 -> c == '.' ? "\uFF0E" : String.valueOf((char) (c - 'a' + '\uFF41'));
      case 2 -> c == '.' ? "\u2024" : String.valueOf((char) (c - 'a' + '\u24D0'));
      default -> String.valueOf(c);
    };
  }

  private String overlong() {
    String step = pick(STEPS);
    return switch (random.nextInt(4)) {
      case 0 -> step.repeat(250 + random.nextInt(12));
      case 1 -> (step + "/").repeat(60 + random.nextInt(8)) + "a";
      case 2 -> ("x".repeat(200) + "/").repeat(4 + random.nextInt(3)) + step;
      default -> orch() + "/" + "y".repeat(1000 + random.nextInt(50));
    };
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /**
   * Whether a name is {@code .orch} to a file system that folds case, composes or decomposes
   * characters, leaves out invisible ones, or ends a name before trailing dots, blanks or a colon.
   */
  public static boolean isOrch(String name) {
    StringBuilder seen = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFKD)
        .codePoints()
        .filter(c -> IGNORED.indexOf(c) < 0)
        .forEach(seen::appendCodePoint);
    int colon = seen.indexOf(":");
    String kept = (colon < 0 ? seen.toString() : seen.substring(0, colon)).replaceAll("[. ]+$", "");
    return kept.equalsIgnoreCase(ORCH);
  }
}

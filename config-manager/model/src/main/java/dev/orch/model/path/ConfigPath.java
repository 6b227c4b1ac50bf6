package dev.orch.model.path;

import dev.orch.model.Quoted;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The place of a file below its component's home: names separated by {@code /}, never absolute,
 * never leaving the home.
 *
 * <p>A name is 1 to 255 bytes of UTF-8, a path at most 1,024 bytes and 64 names. Refused are {@code
 * .} and {@code ..}; the backslash; the characters that ZooKeeper refuses in a znode's name
 * (U+0000–U+001F, U+007F–U+009F, U+D800–U+F8FF, U+FFF0–U+FFFF); and {@code .orch}, orch's own
 * directory, in every spelling that some file system takes for the same name.
 *
 * <p>Ordered by code unit, which for the characters allowed is also the order of code points and of
 * UTF-8 bytes.
 */
public record ConfigPath(String value) implements Comparable<ConfigPath> {
  private static final int MAX_NAME_BYTES = 255;
  private static final int MAX_PATH_BYTES = 1024;
  private static final int MAX_DEPTH = 64;
  private static final String ORCH_DIRECTORY = ".orch";

  /**
   * Checks the path.
   *
   * @throws IllegalArgumentException saying why, when this is not such a path
   */
  public ConfigPath {
    problem(value)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /** What is wrong with this as a path, or nothing. */
  public static Optional<String> problem(String path) {
    if (path.isEmpty()) {
      return Optional.of("expected a path, found nothing");
    }
    // Bounded before anything that costs with the length.
    if (path.length() > MAX_PATH_BYTES || utf8Length(path) > MAX_PATH_BYTES) {
      return problem(path, "expected at most " + MAX_PATH_BYTES + " bytes of UTF-8");
    }
    if (path.startsWith("/")) {
      return problem(path, "expected a path relative to the home, found an absolute one");
    }
    long levels = 1 + path.chars().filter(c -> c == '/').count();
    if (levels > MAX_DEPTH) {
      return problem(path, "expected at most " + MAX_DEPTH + " levels, found " + levels);
    }
    for (int start = 0; start <= path.length(); ) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (!isPlainName(path, start, end)) {
        Optional<String> wrong = nameProblem(path.substring(start, end));
        if (wrong.isPresent()) {
          return problem(path, wrong.get());
        }
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  /** Whether it is a name with which nothing can be wrong: as almost all are, often thousands. */
  private static boolean isPlainName(String path, int start, int end) {
    if (end == start || end - start > MAX_NAME_BYTES || path.charAt(start) == '.') {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = path.charAt(i);
      if (c <= 0x1F || c >= 0x7F || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> problem(String path, String what) {
    return Optional.of("path " + Quoted.of(path, 160) + ": " + what);
  }

  private static Optional<String> nameProblem(String name) {
    if (name.isEmpty()) {
      return Optional.of("expected a name between slashes, found none");
    }
    if (name.equals(".") || name.equals("..")) {
      return Optional.of("the name '" + name + "' is not allowed");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (isIllegal(c)) {
        return Optional.of(
            String.format("the character U+%04X is not allowed in a name", (int) c)
                + (Character.isSurrogate(c) ? " (part of one beyond U+FFFF)" : ""));
      }
    }
    if (utf8Length(name) > MAX_NAME_BYTES) {
      return Optional.of("expected names of at most " + MAX_NAME_BYTES + " bytes of UTF-8");
    }
    if (isOrchDirectory(name)) {
      return Optional.of("the name '.orch', in any spelling, is kept for orch itself");
    }
    return Optional.empty();
  }

  private static boolean isIllegal(char c) {
    return c <= 0x1F
        || (c >= 0x7F && c <= 0x9F)
        || (c >= 0xD800 && c <= 0xF8FF)
        || c >= 0xFFF0
        || c == '\\';
  }

  /**
   * Some file systems fold case, some compose characters, some ignore invisible ones (HFS+; ext4
   * and f2fs where they fold case) or trailing dots and blanks (NTFS); git met most of these with
   * {@code .git}.
   */
  private static boolean isOrchDirectory(String name) {
    if (isAscii(name)) {
      // Nothing to compose or to leave out: almost every name ends here, often thousands in a row.
      return name.regionMatches(true, 0, ORCH_DIRECTORY, 0, ORCH_DIRECTORY.length())
          && isOrchDirectoryFolded(name.toLowerCase(Locale.ROOT));
    }
    String visible =
        name.codePoints()
            .filter(c -> !isIgnored(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return isOrchDirectoryFolded(fold(Normalizer.normalize(visible, Normalizer.Form.NFKC)));
  }

  /** Unicode's Default_Ignorable_Code_Point, as far as a name may hold them. */
  private static boolean isIgnored(int c) {
    return Character.getType(c) == Character.FORMAT
        || c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || c == 0x17B4
        || c == 0x17B5
        || (c >= 0x180B && c <= 0x180F)
        || c == 0x3164
        || (c >= 0xFE00 && c <= 0xFE0F)
        || c == 0xFFA0;
  }

  private static boolean isOrchDirectoryFolded(String folded) {
    int end = folded.length();
    while (end > 0 && (folded.charAt(end - 1) == '.' || folded.charAt(end - 1) == ' ')) {
      end--;
    }
    String trimmed = folded.substring(0, end);
    return trimmed.equals(ORCH_DIRECTORY) || trimmed.startsWith(ORCH_DIRECTORY + ":");
  }

  private static String fold(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static int utf8Length(String text) {
    return isAscii(text) ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * What a file system that folds case and composes characters would take this path for: two files
   * of one component must not share it.
   */
  public String collisionKey() {
    return isAscii(value)
        ? value.toLowerCase(Locale.ROOT)
        : fold(Normalizer.normalize(value, Normalizer.Form.NFC));
  }

  /** The names, from the home downwards, at least one. */
  public List<String> names() {
    return List.of(value.split("/"));
  }

  /** The last name. */
  public String fileName() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** The directory that holds it, or nothing for a file directly in the home. */
  public Optional<ConfigPath> parent() {
    int slash = value.lastIndexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(new ConfigPath(value.substring(0, slash)));
  }

  // By hand: what Java makes for a record costs a process that starts, see ADR 33.
  @Override
  public boolean equals(Object other) {
    return other instanceof ConfigPath that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(ConfigPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

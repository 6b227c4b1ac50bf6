package dev.orch.engine.state;

import dev.orch.engine.fs.Stamp;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.Quoted;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.path.ConfigPath;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes the fields of one line, one after another. */
final class Fields {
  private static final ConfigPath UNKNOWN = new ConfigPath("unknown");

  private final String place;
  private final int number;
  private final String line;
  private int at;

  Fields(String place, int number, String line) {
    this.place = place;
    this.number = number;
    this.line = line;
  }

  /** Up to the next blank, or to the end. */
  String next() {
    if (at > line.length()) {
      throw corrupt("expected one more field", null);
    }
    int blank = line.indexOf(' ', at);
    int end = blank < 0 ? line.length() : blank;
    String field = line.substring(at, end);
    at = end + 1;
    return field;
  }

  /** All that is left. */
  String rest() {
    if (at > line.length()) {
      throw corrupt("expected one more field", null);
    }
    String rest = line.substring(at);
    at = line.length() + 1;
    return rest;
  }

  /** The rest, unescaped. */
  String text() {
    return unescape(rest());
  }

  long number() {
    return parse(next(), Long::parseLong);
  }

  int index() {
    return parse(next(), Integer::parseInt);
  }

  Digest digest() {
    return parse(next(), Digest::parse);
  }

  /** As {@link #optional(Digest)} writes it. */
  @Nullable Digest optionalDigest() {
    String field = next();
    return field.equals("-") ? null : parse(field, Digest::parse);
  }

  static String optional(@Nullable Digest digest) {
    return digest == null ? "-" : digest.hex();
  }

  ConfigPath path() {
    return parse(rest(), ConfigPath::new);
  }

  boolean flag(String set) {
    String field = next();
    if (!field.equals(set) && !field.equals("-")) {
      throw corrupt("expected '" + set + "' or '-', found " + Quoted.of(field, 40), null);
    }
    return field.equals(set);
  }

  <E extends Enum<E>> E oneOf(E[] values) {
    String field = next();
    for (E value : values) {
      if (CanonicalName.of(value).equals(field)) {
        return value;
      }
    }
    throw corrupt(
        "expected one of " + CanonicalName.all(values) + ", found " + Quoted.of(field, 40), null);
  }

  /**
   * Kind, mode, digest and size of a file, which {@link #named} gives its path: that comes last.
   */
  FileEntry entry() {
    FileKind kind = flag("p") ? FileKind.PROPERTIES : FileKind.CONFIGURATION;
    boolean executable = flag("x");
    Digest digest = digest();
    long size = number();
    try {
      return new FileEntry(UNKNOWN, kind, digest, size, executable);
    } catch (IllegalArgumentException e) {
      throw corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  static FileEntry named(FileEntry file, ConfigPath path) {
    return new FileEntry(path, file.kind(), file.digest(), file.size(), file.executable());
  }

  static String entry(FileEntry file) {
    return (file.kind() == FileKind.PROPERTIES ? "p " : "- ")
        + (file.executable() ? "x " : "- ")
        + file.digest().hex()
        + ' '
        + file.size();
  }

  Stamp stamp() {
    return new Stamp(number(), number(), next());
  }

  static String stamp(Stamp stamp) {
    return stamp.size() + " " + stamp.modified() + ' ' + stamp.identity();
  }

  /** Ends a line: nothing may be left. */
  void end() {
    if (at <= line.length()) {
      throw corrupt(
          "expected the end of the line, found " + Quoted.of(line.substring(at), 40), null);
    }
  }

  <T> T parse(String field, Function<String, T> parser) {
    try {
      return parser.apply(field);
    } catch (IllegalArgumentException e) {
      throw corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  CorruptDataException unknown(String keyword) {
    return malformed("expected a known kind of line, found " + Quoted.of(keyword, 40));
  }

  CorruptDataException malformed(String what) {
    return corrupt(what, null);
  }

  private CorruptDataException corrupt(String what, @Nullable Throwable cause) {
    return new CorruptDataException(place + ":" + number, what, cause);
  }

  static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}

package dev.orch.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Hostile documents made out of sound ones, the same for the same seed: bits flipped; ranges cut,
 * doubled, swapped or taken from another document; numbers made huge or negative; fields and lines
 * exchanged; what looks dangerous put in; grown and nested beyond all measure.
 */
public final class Mutations {
  private static final int MAX_GROWN = 256 * 1024;

  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final Pattern FIELD = Pattern.compile("[^\\n,{}\\[\\]]+");
  private static final List<String> NUMBERS =
      List.of(
          "-1",
          "0",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "2147483648",
          "1e999999999",
          "0.5",
          "9".repeat(5000),
          "-0",
          "NaN",
          "0x7f",
          "१");
  private static final List<String> DANGEROUS =
      List.of(
          "\u0000",
          "\uFEFF",
          "..",
          "/",
          "../../etc/passwd",
          ".orch/journal",
          "\n",
          "\r",
          "\"",
          "\\",
          "\\u0000",
          "\\ud800",
          "null",
          "{}",
          "[]",
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          " ",
          "\t",
          "&a [*a]",
          "*a",
          "!!java.net.URL",
          "<<: *a",
          "- ",
          "? ",
          "| ",
          "%YAML 9.9\n---\n",
          "---\n",
          "<!ENTITY a 'b'>",
          "&a;",
          "<![CDATA[",
          "\u001b[2J",
          "\u202e",
          "requires",
          "format");
  private static final List<byte[]> BYTES =
      List.of(
          new byte[] {(byte) 0xC0, (byte) 0xAF},
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          new byte[] {(byte) 0xF8},
          new byte[] {(byte) 0xFF, (byte) 0xFE});
  private static final List<String> NESTS =
      List.of("[", "{\"a\":", "- ", "a: {", "<a>", "{a,", "(");

  private final Random random;
  private final List<byte[]> documents;

  /** Of these documents, at least one. */
  public Mutations(long seed, List<byte[]> documents) {
    this.random = new Random(seed);
    this.documents = List.copyOf(documents);
  }

  /** The next one, after one to four changes; rarely it is sound all the same. */
  public byte[] next() {
    byte[] document = any().clone();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      document = change(document);
    }
    return document;
  }

  private byte[] any() {
    return documents.get(random.nextInt(documents.size()));
  }

  private byte[] change(byte[] document) {
    int from = random.nextInt(document.length + 1);
    int to = from + random.nextInt(document.length - from + 1);
    return switch (random.nextInt(11)) {
      case 0 -> flip(document);
      case 1 -> splice(document, from, to, new byte[0]);
      case 2 -> Arrays.copyOf(document, from);
      case 3 -> splice(document, to, to, Arrays.copyOfRange(document, from, to));
      case 4 -> splice(document, from, to, piece(any()));
      case 5, 6 -> replace(document, NUMBER, NUMBERS.get(random.nextInt(NUMBERS.size())));
      case 7 -> exchange(document);
      case 8 -> splice(document, from, from, dangerous());
      case 9 -> grow(document, from, to);
      default -> nest(document, from);
    };
  }

  private byte[] piece(byte[] of) {
    int from = random.nextInt(of.length + 1);
    return Arrays.copyOfRange(of, from, from + random.nextInt(of.length - from + 1));
  }

  private byte[] flip(byte[] document) {
    byte[] flipped = document.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] dangerous() {
    int which = random.nextInt(DANGEROUS.size() + BYTES.size());
    return which < DANGEROUS.size()
        ? DANGEROUS.get(which).getBytes(StandardCharsets.UTF_8)
        : BYTES.get(which - DANGEROUS.size());
  }

  private byte[] replace(byte[] document, Pattern what, String by) {
    String text = new String(document, StandardCharsets.ISO_8859_1);
    List<MatchResult> found = what.matcher(text).results().toList();
    if (found.isEmpty()) {
      return flip(document);
    }
    MatchResult one = found.get(random.nextInt(found.size()));
    return splice(document, one.start(), one.end(), by.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] exchange(byte[] document) {
    String text = new String(document, StandardCharsets.ISO_8859_1);
    List<MatchResult> found = FIELD.matcher(text).results().toList();
    if (found.size() < 2) {
      return flip(document);
    }
    int first = random.nextInt(found.size() - 1);
    MatchResult a = found.get(first);
    MatchResult b = found.get(first + 1 + random.nextInt(found.size() - first - 1));
    byte[] later =
        splice(document, b.start(), b.end(), Arrays.copyOfRange(document, a.start(), a.end()));
    return splice(later, a.start(), a.end(), Arrays.copyOfRange(document, b.start(), b.end()));
  }

  private byte[] grow(byte[] document, int from, int to) {
    if (from == to || random.nextInt(20) > 0) {
      return splice(
          document, from, from, Arrays.copyOfRange(document, from, Math.min(to, from + 8)));
    }
    int times = random.nextInt(MAX_GROWN / (to - from) + 1);
    ByteArrayOutputStream grown = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      grown.write(document, from, to - from);
    }
    return splice(document, from, from, grown.toByteArray());
  }

  private byte[] nest(byte[] document, int at) {
    int depth = random.nextInt(20) == 0 ? random.nextInt(30_000) : random.nextInt(30);
    String nest = NESTS.get(random.nextInt(NESTS.size())).repeat(depth);
    return splice(document, at, at, nest.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] splice(byte[] document, int from, int to, byte[] by) {
    ByteArrayOutputStream spliced = new ByteArrayOutputStream(document.length + by.length);
    spliced.write(document, 0, from);
    spliced.write(by, 0, by.length);
    spliced.write(document, to, document.length - to);
    return spliced.toByteArray();
  }
}

package dev.orch.testing;

import dev.orch.model.CorruptDataException;
import dev.orch.model.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Tries a parser with hostile documents: of each it must make a value, or refuse it by one of
 * orch's own exceptions, in words that name the culprit.
 */
public final class ParserTrial {
  private static final int SHOWN = 2_000;

  /** What is tried; it checks the values that it makes. */
  @FunctionalInterface
  public interface Parser {
    void parse(byte[] document) throws Exception;
  }

  private final String name;
  private final String culprit;
  private final Parser parser;
  private int accepted;
  private int refused;

  /**
   * Creates it from its parts.
   *
   * @param culprit every refusal begins with it, or lists problems that all do
   */
  public ParserTrial(String name, String culprit, Parser parser) {
    this.name = name;
    this.culprit = culprit;
    this.parser = parser;
  }

  /**
   * One in which every value that is read is written, and read again as an equal one.
   *
   * @param culprit every refusal begins with it, or lists problems that all do
   */
  public static <T> ParserTrial ofRoundTrips(
      String name, String culprit, Function<byte[], T> read, Function<T, byte[]> write) {
    return new ParserTrial(
        name,
        culprit,
        document -> {
          T value = read.apply(document);
          T again;
          try {
            again = read.apply(write.apply(value));
          } catch (CorruptDataException | InvalidInputException e) {
            throw new AssertionError(name + ": cannot read again what was written of " + value, e);
          }
          if (!again.equals(value)) {
            throw new AssertionError(
                name + ": expected to read again " + value + ", found " + again);
          }
        });
  }

  /**
   * Tries so many documents made out of these, and says how many were refused.
   *
   * @throws AssertionError with the document, when the parser does anything else
   */
  public void run(long seed, int count, byte[]... sound) {
    Mutations mutations = new Mutations(seed, List.of(sound));
    for (int i = 0; i < count; i++) {
      tryOne(mutations.next());
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %,d hostile documents, %,d refused, %,d sound all the same%n",
        name,
        count,
        refused,
        accepted);
  }

  /** Tries one document. */
  public void tryOne(byte[] document) {
    try {
      parser.parse(document);
      accepted++;
    } catch (CorruptDataException e) {
      check(String.valueOf(e.getMessage()).startsWith(culprit), document, e);
      refused++;
    } catch (InvalidInputException e) {
      check(e.problems().stream().allMatch(p -> p.where().startsWith(culprit)), document, e);
      refused++;
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      check(false, document, e);
    }
  }

  private void check(boolean holds, byte[] document, Throwable e) {
    if (!holds) {
      String text = new String(document, StandardCharsets.UTF_8);
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%s: expected a refusal that names \"%s\", found %s, of %,d bytes:%n%s",
              name,
              culprit,
              e,
              document.length,
              text.substring(0, Math.min(text.length(), SHOWN))),
          e);
    }
  }

  /** Says how many were tried so far, and how many of them were refused. */
  public void report() {
    // In one piece, since fuzzers write to the same console.
    System.out.println(
        String.format(
            Locale.ROOT, "%s: %,d inputs, %,d refused", name, accepted + refused, refused));
  }

  /** How many were refused so far. */
  public int refused() {
    return refused;
  }
}

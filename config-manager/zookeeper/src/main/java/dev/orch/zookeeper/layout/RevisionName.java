package dev.orch.zookeeper.layout;

import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a revision's znode, {@code 0000000012-3fa9c1e2a0b4}: its number in ten digits, so
 * that names sort as numbers do, and the publish id, so that no two attempts share a path.
 */
public record RevisionName(long number, String publishId) implements Comparable<RevisionName> {
  /** The highest number that ten digits hold. */
  public static final long MAX_NUMBER = 9_999_999_999L;

  private static final String ZEROS = "0000000000";
  private static final int ID_BYTES = 6;
  private static final Pattern NAME = Pattern.compile("(\\d{10})-([0-9a-f]{4,32})");

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException when it is out of range
   */
  public RevisionName {
    if (number < 0 || number > MAX_NUMBER) {
      throw new IllegalArgumentException("expected a revision's number, found " + number);
    }
  }

  /** For a new attempt to write this revision. */
  public static RevisionName newAttempt(long number, Random random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return new RevisionName(number, HexFormat.of().formatHex(id));
  }

  /** From the name of a znode, or nothing if it is no such name. */
  public static Optional<RevisionName> parse(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new RevisionName(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  @Override
  public int compareTo(RevisionName other) {
    int byNumber = Long.compare(number, other.number);
    return byNumber != 0 ? byNumber : publishId.compareTo(other.publishId);
  }

  // By hand, as ADR 33 has it: compared in every short command.
  @Override
  public boolean equals(Object other) {
    return other instanceof RevisionName that
        && number == that.number
        && publishId.equals(that.publishId);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number) + 31 * publishId.hashCode();
  }

  @Override
  public String toString() {
    String digits = Long.toString(number);
    return ZEROS.substring(digits.length()) + digits + '-' + publishId;
  }
}

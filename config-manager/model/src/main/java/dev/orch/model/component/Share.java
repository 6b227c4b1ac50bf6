package dev.orch.model.component;

import dev.orch.model.Quoted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some of a number of instances: so many, or so many of a hundred.
 *
 * @param amount 0 to {@value #MAX_COUNT}, or 0 to 100 percent
 * @param percent whether the amount is of a hundred
 */
public record Share(int amount, boolean percent) {
  /** The highest number of instances. */
  public static final int MAX_COUNT = 100_000;

  private static final int HUNDRED = 100;
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})(%?)");

  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException when it is out of its bounds
   */
  public Share {
    if (amount < 0 || amount > (percent ? HUNDRED : MAX_COUNT)) {
      throw new IllegalArgumentException(expected(amount + (percent ? "%" : "")));
    }
  }

  /** So many. */
  public static Share of(int count) {
    return new Share(count, false);
  }

  /**
   * Reads {@code 2} or {@code 10%}.
   *
   * @throws IllegalArgumentException saying what was expected and found
   */
  public static Share parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(expected(text));
    }
    return new Share(Integer.parseInt(matcher.group(1)), !matcher.group(2).isEmpty());
  }

  private static String expected(String found) {
    return "expected a number of instances such as 2, or a share such as 10%, found "
        + Quoted.of(found);
  }

  /** Of so many instances, rounded down. */
  public int roundedDown(int total) {
    return percent ? (int) ((long) total * amount / HUNDRED) : Math.min(amount, total);
  }

  /** Of so many instances, rounded up. */
  public int roundedUp(int total) {
    return percent
        ? (int) (((long) total * amount + HUNDRED - 1) / HUNDRED)
        : Math.min(amount, total);
  }

  @Override
  public String toString() {
    return percent ? amount + "%" : Integer.toString(amount);
  }
}

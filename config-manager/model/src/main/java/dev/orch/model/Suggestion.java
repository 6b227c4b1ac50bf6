package dev.orch.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What someone probably meant who wrote a name that does not exist. */
public final class Suggestion {
  private static final int MAX_LENGTH = 200;

  private Suggestion() {}

  /**
   * The candidate that is nearest to what was written, by edits of one character (Levenshtein's
   * distance, regardless of case), if it is near enough to be a slip: a third of the length, two
   * edits at least for names of four characters and more. Of equally near ones the first in order.
   */
  public static Optional<String> closest(String written, Collection<String> candidates) {
    if (written.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int bound = written.length() < 4 ? 1 : Math.max(2, written.length() / 3);
    return candidates.stream()
        .filter(candidate -> Math.abs(candidate.length() - written.length()) <= bound)
        .filter(candidate -> distance(written, candidate) <= bound)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(written, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int distance(String written, String candidate) {
    String a = written.toLowerCase(Locale.ROOT);
    String b = candidate.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}

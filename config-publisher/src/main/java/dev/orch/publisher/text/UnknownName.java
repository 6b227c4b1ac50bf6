package dev.orch.publisher.text;

import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import dev.orch.model.Suggestion;
import java.util.Collection;
import java.util.List;

/** Tells someone who wrote a name that does not exist which ones do. */
public final class UnknownName {
  private static final int MAX_LISTED = 20;

  private UnknownName() {}

  /** For example: {@code unknown key "triger": expected one of …; did you mean "trigger"?} */
  public static String message(String kind, String found, Collection<String> known) {
    return "unknown " + kind + " " + Quoted.of(found) + ": " + expected(known) + hint(found, known);
  }

  /** One for each of the names that is not known. */
  public static List<Problem> problems(
      String kind, Collection<String> names, Collection<String> known) {
    return names.stream()
        .filter(name -> !known.contains(name))
        .map(name -> new Problem(name, message(kind, name, known)))
        .toList();
  }

  private static String expected(Collection<String> known) {
    if (known.isEmpty()) {
      return "there is none";
    }
    String listed = String.join(", ", known.stream().limit(MAX_LISTED).toList());
    return "expected one of " + listed + (known.size() > MAX_LISTED ? ", …" : "");
  }

  private static String hint(String found, Collection<String> known) {
    return Suggestion.closest(found, known)
        .map(it -> "; did you mean " + Quoted.of(it) + "?")
        .orElse("");
  }
}

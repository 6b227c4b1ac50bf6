package dev.orch.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rule that project, component and instance names share. */
final class PlainName {
  private static final int MAX_LENGTH = 128;
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private PlainName() {}

  static Optional<String> problem(String what, String name) {
    if (name.length() > MAX_LENGTH) {
      return Optional.of(
          String.format(
              "%s %s: expected at most %d characters, found %d",
              what, Quoted.of(name, 40), MAX_LENGTH, name.length()));
    }
    if (!LEGAL.matcher(name).matches()) {
      return Optional.of(
          String.format(
              "%s %s: expected letters, digits, '.', '_' and '-', beginning with a letter or digit",
              what, Quoted.of(name)));
    }
    return Optional.empty();
  }

  static void check(String what, String name) {
    problem(what, name)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }
}

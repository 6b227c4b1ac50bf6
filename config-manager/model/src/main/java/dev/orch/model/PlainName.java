package dev.orch.model;

import java.util.Optional;

/** The rule that project, component and instance names share. */
final class PlainName {
  private static final int MAX_LENGTH = 128;

  private PlainName() {}

  static Optional<String> problem(String what, String name) {
    if (name.length() > MAX_LENGTH) {
      return Optional.of(
          String.format(
              "%s %s: expected at most %d characters, found %d",
              what, Quoted.of(name, 40), MAX_LENGTH, name.length()));
    }
    if (!isLegal(name)) {
      return Optional.of(
          String.format(
              "%s %s: expected letters, digits, '.', '_' and '-', beginning with a letter or digit",
              what, Quoted.of(name)));
    }
    return Optional.empty();
  }

  private static boolean isLegal(String name) {
    // By hand, since documents have thousands of them.
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isAlphanumeric(c) && (i == 0 || (c != '.' && c != '_' && c != '-'))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  static void check(String what, String name) {
    problem(what, name)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }
}

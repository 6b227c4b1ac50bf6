package dev.orch.oozie.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Variables that stand by themselves in an expression of Oozie's: {@code ${name}}. What else is
 * between braces, functions and whatever they are given, is for Oozie to judge.
 */
final class ElVariables {
  /** Other names are none of a variable; {@code a.b} is the property {@code b} of one. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final Set<String> WORDS =
      Set.of(
          "and",
          "div",
          "empty",
          "eq",
          "false",
          "ge",
          "gt",
          "instanceof",
          "le",
          "lt",
          "mod",
          "ne",
          "not",
          "null",
          "or",
          "true");

  private ElVariables() {}

  /**
   * One that is used.
   *
   * @param offset in the text
   */
  record Use(String name, int offset) {}

  /** Those in a text, in its order. */
  static List<Use> in(String text) {
    List<Use> uses = new ArrayList<>();
    int begin = text.indexOf("${");
    while (begin >= 0) {
      int end = end(text, begin + 2);
      if (end < 0) {
        return uses;
      }
      String name = text.substring(begin + 2, end).strip();
      if (!isEscaped(text, begin) && NAME.matcher(name).matches() && !WORDS.contains(name)) {
        uses.add(new Use(name, begin));
      }
      begin = text.indexOf("${", end);
    }
    return uses;
  }

  /** Where the expression's brace is closed, literals passed over; negative if nowhere. */
  private static int end(String text, int begin) {
    char quote = 0;
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '}') {
        return i;
      }
    }
    return -1;
  }

  /** Whoever writes this means a variable of someone else's, whatever Oozie makes of it. */
  private static boolean isEscaped(String text, int at) {
    return at > 0 && (text.charAt(at - 1) == '\\' || text.charAt(at - 1) == '$');
  }
}

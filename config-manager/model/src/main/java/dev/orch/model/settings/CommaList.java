package dev.orch.model.settings;

import java.util.Arrays;
import java.util.List;

/** Several values in the text of one setting. */
public final class CommaList {
  private CommaList() {}

  /** What stands between the commas, without white space around it; nothing for blank text. */
  public static List<String> split(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }
}

package dev.orch.cli.completion;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that is still being typed; its last word may be a piece of one. */
record TypedSoFar(List<String> words) {
  TypedSoFar {
    words = List.copyOf(words);
  }

  /** The value of an option, in either spelling, if it has been typed to its end. */
  Optional<String> value(List<String> names) {
    String found = null;
    for (int i = 0; i < words.size() - 1; i++) {
      found = valueAt(i, names, found);
    }
    return Optional.ofNullable(found).filter(text -> !text.isEmpty());
  }

  private @Nullable String valueAt(int i, List<String> names, @Nullable String otherwise) {
    String word = words.get(i);
    if (names.contains(word)) {
      // The last word is the one that is being completed.
      return i + 1 < words.size() - 1 ? words.get(i + 1) : otherwise;
    }
    int equals = word.indexOf('=');
    return equals > 0 && names.contains(word.substring(0, equals))
        ? word.substring(equals + 1)
        : otherwise;
  }

  /** The word that is being typed. */
  String last() {
    return words.isEmpty() ? "" : words.get(words.size() - 1);
  }
}

package dev.orch.model.home;

import java.util.List;
import java.util.Optional;

/** The document that says what is known of a home elsewhere. Which one it is says what it holds. */
public enum HomeDocument {
  /** Of a component's Oozie jobs. */
  JOBS("jobs"),
  /** Of a component's files. */
  FILES("home");

  /** Where they lie, below the home. */
  public static final String DIRECTORY = ".orch";

  private final String name;

  HomeDocument(String name) {
    this.name = name;
  }

  /** Where it lies, below the home. */
  public String path() {
    return DIRECTORY + "/" + name;
  }

  /** Which of them is among the names in {@link #DIRECTORY}; nothing in a home never used. */
  public static Optional<HomeDocument> among(List<String> names) {
    for (HomeDocument document : values()) {
      if (names.contains(document.name)) {
        return Optional.of(document);
      }
    }
    return Optional.empty();
  }
}

package dev.orch.model.component;

import dev.orch.model.path.ConfigPath;

/** What differs at one path between two manifests. */
public sealed interface Change {
  /** Where. */
  ConfigPath path();

  /** A file that was not there. */
  record Added(FileEntry after) implements Change {
    @Override
    public ConfigPath path() {
      return after.path();
    }
  }

  /** A file whose bytes, kind or executable bit is another. */
  record Modified(FileEntry before, FileEntry after) implements Change {
    @Override
    public ConfigPath path() {
      return after.path();
    }

    /** Whether the bytes themselves differ. */
    public boolean contentChanged() {
      return !before.digest().equals(after.digest());
    }
  }

  /** A file that is there no more. */
  record Deleted(FileEntry before) implements Change {
    @Override
    public ConfigPath path() {
      return before.path();
    }
  }
}

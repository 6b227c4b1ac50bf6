package dev.orch.engine.state;

import dev.orch.engine.fs.Stamp;
import dev.orch.model.component.FileEntry;
import dev.orch.model.path.ConfigPath;
import org.jspecify.annotations.Nullable;

/** One thing that an apply does to a home. */
public sealed interface Step {
  /** Where. */
  ConfigPath path();

  /**
   * A file as it was found before an apply.
   *
   * @param entry its bytes and mode
   * @param stamp that it had then
   * @param keep whether its bytes are not orch's, so that they are kept in {@code .orch/originals}
   */
  record Former(FileEntry entry, Stamp stamp, boolean keep) {}

  /**
   * Puts a file in place.
   *
   * @param index names its staged and saved bytes
   * @param former what it replaces; null if nothing
   */
  record Put(int index, FileEntry after, @Nullable Former former) implements Step {
    @Override
    public ConfigPath path() {
      return after.path();
    }
  }

  /** Removes a file. */
  record Delete(int index, Former former) implements Step {
    @Override
    public ConfigPath path() {
      return former.entry().path();
    }
  }

  /**
   * Removes a directory that orch made.
   *
   * @param required whether a file takes its place; if not, it may stay when it is not empty
   */
  record RemoveDirectory(ConfigPath path, boolean required) implements Step {}

  /** Makes a directory. */
  record MakeDirectory(ConfigPath path) implements Step {}

  /** Moves what stands in the way to {@code .orch/originals}: a link, a directory. */
  record Aside(ConfigPath path) implements Step {}

  /** Only what the file is to the component changes; nothing is done. */
  record Note(FileEntry before, FileEntry after) implements Step {
    @Override
    public ConfigPath path() {
      return after.path();
    }
  }
}

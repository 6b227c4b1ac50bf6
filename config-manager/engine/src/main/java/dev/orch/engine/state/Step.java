package dev.orch.engine.state;

import dev.orch.engine.fs.Stamp;
import dev.orch.model.Digest;
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

  /**
   * Lets the link to the current state of a versioned component say another one, in one instant.
   *
   * @param path of the link
   * @param from the state that it said; null if it was not there, or not orch's
   * @param to the state that it shall say; null if it goes
   * @param aside whether something is at its place that is moved to {@code .orch/originals}
   */
  record Flip(ConfigPath path, @Nullable Digest from, @Nullable Digest to, boolean aside)
      implements Step {}

  /**
   * A file that is another one by a {@link Flip}. Nothing is done to it, but bytes that are not
   * orch's are kept: the directory they lie in goes some day.
   *
   * @param former as it was found where it lies before the flip; null if it was not there
   * @param after as it lies after the flip; null if it is there no more
   */
  record Switched(ConfigPath path, @Nullable Former former, @Nullable FileEntry after)
      implements Step {
    public Switched {
      if (former == null && after == null) {
        throw new IllegalArgumentException(path + ": a file is there before or after");
      }
    }
  }

  /** Only what the file is to the component changes; nothing is done. */
  record Note(FileEntry before, FileEntry after) implements Step {
    @Override
    public ConfigPath path() {
      return after.path();
    }
  }
}

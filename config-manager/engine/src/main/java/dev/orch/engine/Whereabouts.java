package dev.orch.engine;

import dev.orch.engine.fs.Place;
import dev.orch.model.component.Layout;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;

/** Where the files of a state lie in its home. */
final class Whereabouts {
  private Whereabouts() {}

  /** The directory that its paths are relative to. */
  static Place directory(Manifest state) {
    return isVersioned(state) ? OrchFiles.revision(state.digest()) : Place.ROOT;
  }

  static Place file(Manifest state, ConfigPath path) {
    return directory(state).child(path);
  }

  static boolean isVersioned(Manifest state) {
    return state.spec().layout() == Layout.VERSIONED;
  }
}

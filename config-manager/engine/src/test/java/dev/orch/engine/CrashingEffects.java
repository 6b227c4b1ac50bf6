package dev.orch.engine;

import dev.orch.engine.fs.HomeEffects;
import java.io.IOException;

/**
 * Lets a set number of effects happen, and then none any more: as if the process had died there.
 */
final class CrashingEffects extends WatchedEffects {
  /** The process is dead. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(Effect effect) {
      super("crashed at " + effect, null, false, false);
    }
  }

  private int left;

  CrashingEffects(HomeEffects real, int effects) {
    super(real);
    this.left = effects;
  }

  @Override
  void meet(Effect effect, Happening happening) throws IOException {
    if (left <= 0) {
      throw new Crash(effect);
    }
    left--;
    happening.happen();
  }
}

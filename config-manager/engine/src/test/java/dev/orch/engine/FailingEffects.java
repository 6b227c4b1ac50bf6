package dev.orch.engine;

import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** A disk that fails at a set effect, and a process that lives on. */
final class FailingEffects extends WatchedEffects {
  /** How it fails. */
  enum Mode {
    /** One effect does not happen, and says so. */
    ONE,
    /** One effect happens, and yet says that it did not. */
    ONE_THAT_HAPPENED,
    /** That one and all that follow don't happen, until it is mended. */
    ALL_THAT_FOLLOW
  }

  private final Mode mode;
  private int left;
  private boolean mended;
  private @Nullable Effect failed;
  private @Nullable FileChannel opened;

  FailingEffects(HomeEffects real, Mode mode, int effects) {
    super(real);
    this.mode = mode;
    this.left = effects;
  }

  /** From now on nothing fails. */
  void mend() {
    mended = true;
  }

  /** What failed first, if anything did. */
  @Nullable Effect failed() {
    return failed;
  }

  @Override
  void opened(FileChannel channel, Place file) {
    opened = channel;
  }

  @Override
  void meet(Effect effect, Happening happening) throws IOException {
    boolean first = left-- == 0;
    if (mended || left >= 0 || !(first || mode == Mode.ALL_THAT_FOLLOW)) {
      happening.happen();
      return;
    }
    failed = failed == null ? effect : failed;
    if (mode == Mode.ONE_THAT_HAPPENED) {
      happening.happen();
      if (effect.kind() == Kind.CREATE && opened != null) {
        opened.close();
      }
    }
    throw new IOException("input/output error at " + effect);
  }
}

package dev.orch.config;

import dev.orch.engine.DesiredSource;
import dev.orch.engine.DesiredState;
import java.io.IOException;

/** Tells {@link Looks} when a pass of the engine looks. */
final class CountingSource implements DesiredSource {
  private final DesiredSource source;
  private final Looks looks;

  CountingSource(DesiredSource source, Looks looks) {
    this.source = source;
    this.looks = looks;
  }

  @Override
  public DesiredState look() throws IOException, InterruptedException {
    looks.begin();
    return source.look();
  }
}

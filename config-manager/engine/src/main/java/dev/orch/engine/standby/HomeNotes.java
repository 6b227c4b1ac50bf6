package dev.orch.engine.standby;

import dev.orch.engine.SeenMemory.Seen;
import dev.orch.engine.report.AppliedLookup.Applied;
import dev.orch.model.InstanceId;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is noted in a home that several agents serve. Whoever writes after another has written since
 * it last read is refused with {@link dev.orch.model.RefusedException}. Used by one thread at a
 * time.
 */
public interface HomeNotes {
  /** Where the home is, for messages. */
  String location();

  /** Who acts for it, as another may have noted just now; nothing if nobody does. */
  Optional<InstanceId> leader() throws IOException;

  /**
   * Notes who acts for it from now on.
   *
   * @param leader null for whoever comes
   * @throws dev.orch.model.RefusedException when another was quicker
   */
  void takeOver(@Nullable InstanceId leader) throws IOException;

  /** Which project it follows, and how far that had come. */
  Optional<Seen> seen() throws IOException;

  /** Replaces that. */
  void save(Seen seen) throws IOException;

  /** What it was last brought to. */
  Optional<Applied> applied() throws IOException;
}

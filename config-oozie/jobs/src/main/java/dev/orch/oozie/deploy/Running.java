package dev.orch.oozie.deploy;

import dev.orch.model.Digest;
import dev.orch.oozie.server.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that Oozie has.
 *
 * @param digest of its files and properties
 * @param start from which it went on where another had ended; null if its definition says
 * @param until where orch ended it before its time, since another cluster makes its runs from there
 *     on, or since nothing was left to run; null if it has the end that its definition says
 */
public record Running(Digest digest, JobId id, @Nullable Instant start, @Nullable Instant until) {
  /** One with the end that its definition says. */
  public Running(Digest digest, JobId id, @Nullable Instant start) {
    this(digest, id, start, null);
  }
}

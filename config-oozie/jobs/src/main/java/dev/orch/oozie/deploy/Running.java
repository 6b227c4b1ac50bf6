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
 */
public record Running(Digest digest, JobId id, @Nullable Instant start) {}

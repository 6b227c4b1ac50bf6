package dev.orch.engine.report;

import dev.orch.model.Digest;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.path.ConfigPath;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an instance knows of itself.
 *
 * @param appliedRevision 0 if none
 * @param appliedDigest null if none
 * @param wantedRevision 0 if it is not known
 * @param error null if nothing is wrong
 */
record Status(
    InstanceState state,
    long appliedRevision,
    @Nullable Digest appliedDigest,
    long wantedRevision,
    List<ConfigPath> drifted,
    @Nullable String error) {
  static final Status STARTING = new Status(InstanceState.STARTING, 0, null, 0, List.of(), null);

  Status {
    drifted = List.copyOf(drifted);
  }

  // By hand: what Java makes for a record costs a process that starts, see ADR 33.
  @Override
  public boolean equals(Object other) {
    return other instanceof Status that
        && state == that.state
        && appliedRevision == that.appliedRevision
        && wantedRevision == that.wantedRevision
        && Objects.equals(appliedDigest, that.appliedDigest)
        && drifted.equals(that.drifted)
        && Objects.equals(error, that.error);
  }

  @Override
  public int hashCode() {
    return Objects.hash(state, appliedRevision, appliedDigest, wantedRevision, drifted, error);
  }

  Status with(InstanceState newState, @Nullable String newError) {
    return new Status(newState, appliedRevision, appliedDigest, wantedRevision, drifted, newError);
  }

  Status wanting(long revision) {
    return new Status(state, appliedRevision, appliedDigest, revision, drifted, error);
  }

  Status drifting(List<ConfigPath> files) {
    return new Status(state, appliedRevision, appliedDigest, wantedRevision, files, error);
  }

  Status running(long revision, @Nullable Digest digest) {
    return new Status(state, revision, digest, wantedRevision, drifted, error);
  }
}

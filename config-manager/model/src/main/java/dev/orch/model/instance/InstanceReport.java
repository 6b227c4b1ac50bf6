package dev.orch.model.instance;

import dev.orch.model.Digest;
import dev.orch.model.path.ConfigPath;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an instance reports.
 *
 * @param host the name of its node
 * @param pid the process id of its agent
 * @param home where its files are, a path or URI
 * @param appliedRevision the number of the revision that it runs; 0 if none
 * @param appliedDigest the digest of the component in it, absent if none
 * @param wantedRevision the number of the head that it saw last; 0 if none
 * @param drifted files that someone else changed, at most {@value #MAX_DRIFTED}
 * @param lastError why it is not APPLIED, or what went wrong last, at most {@value #MAX_ERROR}
 *     characters; absent if nothing did
 * @param reportedAt by its own clock
 * @param announced its labels and endpoints
 * @param keptStopped whether it was told to keep the component stopped
 */
public record InstanceReport(
    String host,
    long pid,
    String home,
    InstanceState state,
    long appliedRevision,
    @Nullable Digest appliedDigest,
    long wantedRevision,
    List<ConfigPath> drifted,
    @Nullable String lastError,
    Instant reportedAt,
    Announcement announced,
    boolean keptStopped) {
  /** The most drifted files that are named. */
  public static final int MAX_DRIFTED = 50;

  /** The longest error, in characters. */
  public static final int MAX_ERROR = 4000;

  public InstanceReport {
    drifted = drifted.stream().limit(MAX_DRIFTED).toList();
    if (lastError != null && lastError.length() > MAX_ERROR) {
      lastError = lastError.substring(0, MAX_ERROR - 1) + '…';
    }
  }

  /** The same of an instance without labels and endpoints, whose component may run. */
  public InstanceReport(
      String host,
      long pid,
      String home,
      InstanceState state,
      long appliedRevision,
      @Nullable Digest appliedDigest,
      long wantedRevision,
      List<ConfigPath> drifted,
      @Nullable String lastError,
      Instant reportedAt) {
    this(
        host,
        pid,
        home,
        state,
        appliedRevision,
        appliedDigest,
        wantedRevision,
        drifted,
        lastError,
        reportedAt,
        Announcement.NONE,
        false);
  }

  /** Whether the other differs in nothing but its time. */
  public boolean saysTheSameAs(InstanceReport other) {
    return pid == other.pid
        && appliedRevision == other.appliedRevision
        && wantedRevision == other.wantedRevision
        && keptStopped == other.keptStopped
        && state == other.state
        && host.equals(other.host)
        && home.equals(other.home)
        && Objects.equals(appliedDigest, other.appliedDigest)
        && drifted.equals(other.drifted)
        && Objects.equals(lastError, other.lastError)
        // Mostly the same object, which does not have to be looked into.
        && Objects.equals(announced, other.announced);
  }

  // By hand: what Java makes for a record costs a process that starts, see ADR 33.
  @Override
  public boolean equals(Object other) {
    return other instanceof InstanceReport that
        && reportedAt.equals(that.reportedAt)
        && saysTheSameAs(that);
  }

  @Override
  public int hashCode() {
    return Objects.hash(host, pid, home, state, appliedRevision, wantedRevision, reportedAt);
  }

  /** Where in the fleet it stands. */
  public Labels labels() {
    return announced.labels();
  }

  /** Where others reach it. */
  public Endpoints endpoints() {
    return announced.endpoints();
  }

  /** Why it is not APPLIED, or what went wrong last. */
  public Optional<String> error() {
    return Optional.ofNullable(lastError);
  }
}

package dev.orch.publisher.verify;

import dev.orch.model.Digest;
import dev.orch.model.Quoted;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.path.ConfigPath;
import dev.orch.publisher.verify.InstanceDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what an instance reported with what is published. */
final class InstanceCheck {
  private final InstanceStatus status;
  private final InstanceReport report;
  private final List<InstanceDifference> differences = new ArrayList<>();

  private InstanceCheck(InstanceStatus status) {
    this.status = status;
    this.report = status.report();
  }

  /**
   * Every way in which it is not as it should be.
   *
   * @param published the digest of its component, null if the component is not published
   */
  static List<InstanceDifference> of(
      InstanceStatus status, long revision, @Nullable Digest published) {
    InstanceCheck check = new InstanceCheck(status);
    if (published == null) {
      check.notPublished();
    } else {
      check.applied(revision, published);
      check.state();
      check.drift();
    }
    check.live();
    return check.differences;
  }

  private void add(Kind kind, String detail) {
    differences.add(new InstanceDifference(status.component(), status.id(), kind, detail));
  }

  private void notPublished() {
    if (report.state() != InstanceState.REMOVED && report.state() != InstanceState.CLEARED) {
      add(
          Kind.NOT_APPLIED,
          "its component is not published any more, but its state is "
              + CanonicalName.of(report.state()));
    }
  }

  private void applied(long revision, Digest published) {
    if (!Objects.equals(published, report.appliedDigest())) {
      String found =
          report.appliedDigest() == null
              ? "nothing applied"
              : "revision " + report.appliedRevision();
      add(Kind.NOT_APPLIED, "expected the state of revision " + revision + ", found " + found);
    }
  }

  private void state() {
    InstanceState state = report.state();
    if (state != InstanceState.APPLIED && state != InstanceState.STOPPED) {
      String error = report.error().map(it -> ": " + Quoted.of(it, 500)).orElse("");
      add(Kind.STATE, "its state is " + CanonicalName.of(state) + error);
    }
  }

  private void drift() {
    if (!report.drifted().isEmpty()) {
      add(
          Kind.DRIFTED,
          "changed by someone else: "
              + report.drifted().stream().map(ConfigPath::value).collect(Collectors.joining(", ")));
    }
  }

  private void live() {
    if (!status.live() && report.state() != InstanceState.STOPPED) {
      add(Kind.NOT_LIVE, "its agent is not connected; it reported last at " + report.reportedAt());
    }
  }
}

package dev.orch.cli.fleet;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the instances of a project have come with a revision. Those count that were live when it
 * was first looked at, and all that were seen to be live since: one that was gone before keeps
 * nobody waiting, and one that goes is missed.
 */
final class Convergence {
  private final long revision;
  private final Set<Member> members = new HashSet<>();
  private List<Standing> standings = List.of();

  /**
   * Nothing was looked at yet.
   *
   * @param revision or any after it
   */
  Convergence(long revision) {
    this.revision = revision;
  }

  private record Member(ComponentName component, InstanceId id) {}

  /** Where an instance stands. */
  enum Stand {
    /** It runs the revision, or has taken note that it has nothing to run. */
    APPLIED,
    /** It has not come to its end with it. */
    APPLYING,
    /** It could not apply it, or must not. */
    FAILED,
    /** Its agent is not connected any more. */
    LOST
  }

  /** One instance. */
  record Standing(InstanceStatus instance, Stand stand) {}

  /** Looks at what all instances report. */
  void look(List<InstanceStatus> instances) {
    List<Standing> now = new ArrayList<>();
    for (InstanceStatus instance : instances) {
      Member member = new Member(instance.component(), instance.id());
      if (instance.live()) {
        members.add(member);
      }
      if (members.contains(member)) {
        now.add(new Standing(instance, stand(instance)));
      }
    }
    standings = List.copyOf(now);
  }

  private Stand stand(InstanceStatus instance) {
    if (!instance.live()) {
      return Stand.LOST;
    }
    InstanceReport report = instance.report();
    boolean knows = report.wantedRevision() >= revision;
    return switch (report.state()) {
      case APPLIED -> report.appliedRevision() >= revision ? Stand.APPLIED : Stand.APPLYING;
      case REMOVED, CLEARED -> knows ? Stand.APPLIED : Stand.APPLYING;
      case FAILED, HELD -> knows ? Stand.FAILED : Stand.APPLYING;
      case DAMAGED -> Stand.FAILED;
      case STARTING, APPLYING, STOPPED -> Stand.APPLYING;
    };
  }

  /** All that count, in the order of the report. */
  List<Standing> standings() {
    return standings;
  }

  /** Those that do not run it. */
  List<Standing> astray() {
    return standings.stream().filter(it -> it.stand() != Stand.APPLIED).toList();
  }

  /** Whether waiting longer can change nothing by itself: all have come to an end with it. */
  boolean isSettled() {
    return standings.stream()
        .allMatch(it -> it.stand() == Stand.APPLIED || it.stand() == Stand.FAILED);
  }

  /** How many of each component stand where. */
  SortedMap<ComponentName, Map<Stand, Integer>> counts() {
    SortedMap<ComponentName, Map<Stand, Integer>> counts = new TreeMap<>();
    for (Standing standing : standings) {
      counts
          .computeIfAbsent(standing.instance().component(), name -> new EnumMap<>(Stand.class))
          .merge(standing.stand(), 1, Integer::sum);
    }
    return counts;
  }
}

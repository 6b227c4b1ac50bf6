package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.fleet.Fleet;
import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.model.ProjectName;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** A published component, and many agents that follow it. */
final class FollowedProject {
  private static final ProjectName PROJECT = new ProjectName("fleet");
  private static final String HEAD = "/orch/projects/" + PROJECT + "/head";
  private static final int TOGETHER = 8;
  private static final long FIRST = 1;

  private final SampleTree tree;
  private final Orch orch;
  private final RawZooKeeper raw;
  private final Fleet agents;
  private long revision = FIRST;

  private FollowedProject(SampleTree tree, Orch orch, RawZooKeeper raw, Fleet agents) {
    this.tree = tree;
    this.orch = orch;
    this.raw = raw;
    this.agents = agents;
  }

  /**
   * Publishes it and starts the agents, which end with the contest; returns when all are up to
   * date.
   *
   * @param directory of the row, where the tree is made
   * @param row whose homes they are
   */
  static FollowedProject start(
      Contest contest,
      Bench bench,
      Path directory,
      String row,
      String connect,
      RawZooKeeper raw,
      int instances)
      throws Exception {
    Path homes = bench.inMemory(row);
    contest.owning(() -> Trees.delete(homes));
    SampleTree tree = SampleTree.followed(directory.resolve("tree"), "");
    Orch orch = contest.owning(Orch.connect(connect));
    orch.publish(tree.root(), PROJECT);
    Fleet agents =
        contest.owning(
            Fleet.agents(
                instances,
                connect,
                PROJECT.value(),
                SampleTree.COMPONENT,
                homes,
                directory.resolve("agents.log")));
    agents.start(TOGETHER);
    agents.arrivals(FIRST);
    return new FollowedProject(tree, orch, raw, agents);
  }

  /** A file's bytes. */
  byte[] content() {
    return tree.contents().get(0);
  }

  /**
   * Changes one file.
   *
   * @return milliseconds from the commit until it is in place at the last
   */
  double change() throws Exception {
    tree.touch(0, revision++);
    orch.publish(tree.root(), PROJECT);
    return untilTheLast(raw.writtenAt(HEAD), agents.arrivals(revision));
  }

  /** In milliseconds, from the begin of the millisecond in which the server wrote it. */
  static double untilTheLast(long writtenMillis, List<Long> arrivals) {
    return (Collections.max(arrivals) - writtenMillis * 1000) / 1000.0;
  }
}

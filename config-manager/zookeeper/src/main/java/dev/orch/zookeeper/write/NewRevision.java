package dev.orch.zookeeper.write;

import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionKind;
import dev.orch.zookeeper.codec.HeadDocument;
import dev.orch.zookeeper.codec.RevisionDocument;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** What a commit makes live. */
final class NewRevision {
  private final RevisionInfo info;
  private final byte[] data;
  private final HeadDocument head;
  private final byte[] headData;

  private NewRevision(RevisionInfo info, byte[] data, HeadDocument head, byte[] headData) {
    this.info = info;
    this.data = data;
    this.head = head;
    this.headData = headData;
  }

  RevisionInfo info() {
    return info;
  }

  /** For the revision's own znode; the bytes themselves, not a copy. */
  byte[] data() {
    return data;
  }

  /** That names it. */
  HeadDocument head() {
    return head;
  }

  /** For head's znode, likewise. */
  byte[] headData() {
    return headData;
  }

  /**
   * Puts it together.
   *
   * @param live the head that it takes the place of
   * @param rollouts markers for head
   * @throws InvalidInputException when it could not be read again
   */
  static NewRevision of(
      ProjectName project,
      Commit commit,
      CommitPlan plan,
      HeadDocument live,
      SortedMap<ComponentName, String> rollouts,
      Instant now) {
    RevisionInfo info =
        new RevisionInfo(
            plan.revision().number(),
            plan.revision().publishId(),
            live.head().revision(),
            kind(commit),
            commit.authorship(),
            now,
            plan.bytesAdded(),
            plan.components());
    HeadDocument head =
        new HeadDocument(
            new Head(
                live.head().projectId(),
                info.number(),
                commit instanceof Commit.Clear,
                plan.components(),
                rollouts),
            live.unknown());
    byte[] data = new RevisionDocument.Committed(info).write();
    byte[] headData = head.write();
    try {
      RevisionDocument.read("the description of the revision", plan.revision(), data);
      HeadDocument.read("the list of components", headData);
    } catch (CorruptDataException e) {
      throw new InvalidInputException(
          "project " + project + " cannot be stored like that",
          List.of(new Problem(project.value(), String.valueOf(e.getMessage()))));
    }
    return new NewRevision(info, data, head, headData);
  }

  private static RevisionKind kind(Commit commit) {
    if (commit instanceof Commit.Publish) {
      return RevisionKind.PUBLISH;
    }
    // An abort goes back further than to the revision before, too.
    return commit instanceof Commit.Clear ? RevisionKind.CLEAR : RevisionKind.ROLLBACK;
  }
}

package dev.orch.cli.rollout;

import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.Head;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.store.Store;
import java.util.Optional;
import java.util.stream.Collectors;

/** What other commands say of rollouts. */
public final class RolloutLines {
  private static final int MAX_NAMED = 5;

  private RolloutLines() {}

  /** Whether one has halted, and all that were at it have come to an end. */
  public static boolean halted(Store store, ProjectName project) throws InterruptedException {
    Optional<Head> head = store.revisions().head(project);
    return head.isPresent()
        && !head.get().rollouts().isEmpty()
        && RolloutView.of(store, project, head.get(), null).stream()
            .anyMatch(
                view ->
                    view.rollout().phase() == Phase.HALTED && view.progress().leases().isEmpty());
  }

  /** Those that this revision began. */
  public static void begun(Output out, Store store, ProjectName project, long revision)
      throws InterruptedException {
    Optional<Head> head = store.revisions().latestHead(project);
    if (head.isEmpty() || head.get().rollouts().isEmpty()) {
      return;
    }
    for (RolloutView view : RolloutView.of(store, project, head.get(), null)) {
      if (view.rollout().plan().revision() == revision) {
        out.line(Printable.of(view.component() + " rolls out " + how(view.rollout())));
      }
    }
  }

  private static String how(Rollout rollout) {
    StringBuilder text =
        new StringBuilder("to ").append(rollout.plan().slots()).append(" at a time");
    if (!rollout.canaries().isEmpty()) {
      text.append(", first ").append(names(rollout));
    }
    if (!rollout.plan().bake().isZero()) {
      text.append(", then after ").append(rollout.plan().bake().toSeconds()).append(" s");
    }
    if (!rollout.reason().isEmpty()) {
      text.append("; ").append(rollout.reason());
      text.append(", revision ").append(rollout.plan().stableRevision()).append(" stays stable");
    }
    return text.toString();
  }

  private static String names(Rollout rollout) {
    int more = rollout.canaries().size() - MAX_NAMED;
    return rollout.canaries().stream()
            .limit(MAX_NAMED)
            .map(InstanceId::value)
            .collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}

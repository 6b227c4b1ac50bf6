package dev.orch.cli.rollout;

import dev.orch.cli.output.JsonWriter;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.Head;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.RolloutProgress;
import dev.orch.model.rollout.StoredRollout;
import dev.orch.model.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One rollout as it is now. */
public record RolloutView(
    ProjectName project, ComponentName component, Rollout rollout, RolloutProgress progress) {
  /** Those that head names and that are not complete, by component. */
  public static SortedMap<ComponentName, RolloutView> underWay(
      Store store, ProjectName project, Head head, @Nullable ComponentName only)
      throws InterruptedException {
    SortedMap<ComponentName, RolloutView> found = new TreeMap<>();
    for (RolloutView view : of(store, project, head, only)) {
      if (view.rollout().phase() != Phase.COMPLETE) {
        found.put(view.component(), view);
      }
    }
    return found;
  }

  /** Those that head names, or only that of one component. */
  static List<RolloutView> of(
      Store store, ProjectName project, Head head, @Nullable ComponentName only)
      throws InterruptedException {
    List<RolloutView> views = new ArrayList<>();
    for (Map.Entry<ComponentName, String> named : head.rollouts().entrySet()) {
      if (only == null || only.equals(named.getKey())) {
        ComponentRollouts rollouts = store.rollouts().of(project, named.getKey());
        Optional<Rollout> rollout = rollouts.current().map(StoredRollout::rollout);
        if (rollout.isPresent()) {
          views.add(
              new RolloutView(
                  project, named.getKey(), rollout.get(), rollouts.progress(rollout.get())));
        }
      }
    }
    return views;
  }

  /** How many run it or failed, of all that are known. */
  String done() {
    return progress.healthy().size() + "/" + progress.known().size();
  }

  /** The phase, as people read it. */
  String phase() {
    return rollout.phase() + (rollout.paused() ? ", paused" : "");
  }

  /** One line. */
  public String line() {
    String reason = rollout.reason().isEmpty() ? "" : ": " + rollout.reason();
    return String.format(
        "%s/%s: revision %d rolls out over %d, %s, %s healthy, %d failed%s",
        project,
        component,
        rollout.plan().revision(),
        rollout.plan().stableRevision(),
        phase(),
        done(),
        progress.failed().size(),
        reason);
  }

  /** The same for programs. */
  public void summary(JsonWriter json) {
    json.member("revision", rollout.plan().revision())
        .member("stableRevision", rollout.plan().stableRevision())
        .member("phase", rollout.phase().name())
        .member("paused", rollout.paused())
        .member("reason", rollout.reason())
        .member("healthy", progress.healthy().size())
        .member("failed", progress.failed().size())
        .member("known", progress.known().size());
  }
}

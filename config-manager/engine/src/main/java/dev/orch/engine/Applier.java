package dev.orch.engine;

import dev.orch.engine.state.Inventory;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Brings a home to a state whose manifest is known. */
final class Applier {
  private static final DateTimeFormatter ORIGINALS_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final LocalHome home;
  private final Trigger trigger;
  private final Clock clock;

  Applier(LocalHome home, Trigger trigger, Clock clock) {
    this.home = home;
    this.trigger = trigger;
    this.clock = clock;
  }

  /**
   * What there is to do.
   *
   * @throws HomeAccessException when the home cannot be read
   */
  HomePlan plan(Inventory current, Manifest desired) throws HomeAccessException {
    try {
      home.root().forget();
      return Planner.plan(home.root(), current, desired, home.options());
    } catch (IOException e) {
      throw new HomeAccessException(e);
    }
  }

  /** Why a state must not be applied here, whatever there is to do. */
  static Optional<Outcome> unusable(long revision, Manifest desired) {
    List<ConfigPath> unspeakable =
        desired.files().keySet().stream().filter(path -> !isSpeakable(path)).toList();
    return unspeakable.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Outcome.Held(
                revision,
                "file names that this process's locale cannot express; start it with a UTF-8"
                    + " locale, for example LC_ALL=C.UTF-8",
                unspeakable));
  }

  private static boolean isSpeakable(ConfigPath path) {
    try {
      return !Path.of(path.value()).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Does it.
   *
   * @throws HomeAccessException when the home cannot be written; it is as before
   * @throws IOException when the files cannot be fetched; the home is as before
   */
  Outcome apply(Inventory current, HomePlan plan, long revision, FileTree tree)
      throws IOException, InterruptedException {
    boolean specChanged = !current.manifest().spec().equals(plan.desired().spec());
    if (!plan.touchesFiles()) {
      return note(plan, revision, specChanged);
    }
    ApplyStart.Prepared prepared =
        new ApplyStart(home).prepare(plan, tree, revision, specChanged, originalsName(revision));
    Outcome outcome = ApplyRun.begin(home, trigger, prepared, current).run();
    return outcome instanceof Outcome.Applied applied ? with(plan, applied) : outcome;
  }

  private static Outcome with(HomePlan plan, Outcome.Applied applied) {
    return new Outcome.Applied(
        applied.revision(),
        applied.digest(),
        applied.actions(),
        List.copyOf(plan.drifted()),
        applied.kept());
  }

  /** The files are as desired; only what is known of them is not. */
  private Outcome note(HomePlan plan, long revision, boolean specChanged)
      throws HomeAccessException {
    try {
      home.documents().write(plan.inventory(revision, plan.stamps()));
      home.documents().forgetFailed();
    } catch (IOException e) {
      throw new HomeAccessException(e);
    }
    ActionList actions = plan.plan(revision, true, "", specChanged).actions(false);
    return new Outcome.Applied(
        revision, plan.desired().digest(), actions, List.copyOf(plan.drifted()), List.of());
  }

  private String originalsName(long revision) throws HomeAccessException {
    String name = ORIGINALS_NAME.format(clock.instant()) + "-r" + revision;
    try {
      String free = name;
      for (int i = 2; home.root().stat(OrchFiles.ORIGINALS.child(free)).isPresent(); i++) {
        free = name + "." + i;
      }
      return free;
    } catch (IOException e) {
      throw new HomeAccessException(e);
    }
  }
}

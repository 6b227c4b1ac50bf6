package dev.orch.engine;

import dev.orch.model.Digest;
import dev.orch.model.component.ActionList;
import dev.orch.model.path.ConfigPath;
import java.time.Duration;
import java.util.List;

/** What came of one look at the desired state. */
public sealed interface Outcome {
  /**
   * The home is as desired already.
   *
   * @param drifted files that someone else changed or removed and that were left so
   */
  record UpToDate(long revision, Digest digest, List<ConfigPath> drifted) implements Outcome {
    public UpToDate {
      drifted = List.copyOf(drifted);
    }
  }

  /**
   * The home was brought to the desired state.
   *
   * @param actions what changed in the home, and what was asked of the component for it
   * @param drifted files that someone else changed or removed and that were left so
   * @param kept places below the home of files that someone had changed and that had to give way;
   *     their bytes are kept there
   */
  record Applied(
      long revision, Digest digest, ActionList actions, List<ConfigPath> drifted, List<String> kept)
      implements Outcome {
    public Applied {
      drifted = List.copyOf(drifted);
      kept = List.copyOf(kept);
    }
  }

  /**
   * A part of it is not done yet and goes on by itself; the next pass sees to it.
   *
   * @param revision the number of the revision that is being applied
   * @param digest the digest that is being applied
   * @param reason what is waited for; one line
   * @param lookAgain when the next pass is due
   */
  record UnderWay(long revision, Digest digest, String reason, Duration lookAgain)
      implements Outcome {}

  /**
   * It could be applied, but must not: someone has to look. Nothing was changed.
   *
   * @param revision the number of the revision in question; 0 if it is not known
   * @param reason one line
   * @param paths what stands in the way; empty if the reason is another
   */
  record Held(long revision, String reason, List<ConfigPath> paths) implements Outcome {
    public Held {
      paths = List.copyOf(paths);
    }
  }

  /**
   * It was tried; the home is as it was before.
   *
   * @param revision the number of the revision that was tried
   * @param digest the digest that was tried
   * @param reason one line
   * @param remembered whether it is tried again only when told to or for another revision; if not,
   *     the next look tries again
   */
  record Failed(long revision, Digest digest, String reason, boolean remembered)
      implements Outcome {}

  /**
   * The home holds neither the former nor the new state whole, or it cannot be known what it holds.
   * Nothing was started.
   *
   * @param reason one line
   */
  record Damaged(String reason) implements Outcome {}

  /** The component is not in the project any more; its files stay. */
  record Removed(long revision) implements Outcome {}

  /** The project was cleared; the files stay. */
  record Cleared(long revision) implements Outcome {}

  /** There is nothing to apply yet, and nothing was ever applied. */
  record Absent() implements Outcome {}

  /**
   * The source could not be asked; nothing was changed.
   *
   * @param reason one line
   * @param homeComplete whether the last apply in the home came to its end, so that there is a
   *     revision to go on with
   * @param drifted files of that revision that someone else changed or removed since
   */
  record SourceUnavailable(String reason, boolean homeComplete, List<ConfigPath> drifted)
      implements Outcome {
    public SourceUnavailable {
      drifted = List.copyOf(drifted);
    }
  }
}

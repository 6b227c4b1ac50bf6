package dev.orch.model.revision;

import dev.orch.model.ComponentName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a project holds in the store, and for what.
 *
 * @param components each that is live, or of which something is left
 * @param other what belongs to no component: head, descriptions of revisions, locks
 * @param largestListing how many bytes the store must answer with, roughly, when it is asked for
 *     the names in the fullest place
 * @param fullestPlace that place, as the store names it
 */
public record ProjectUsage(
    SortedMap<ComponentName, Component> components,
    Amount other,
    long largestListing,
    String fullestPlace) {
  public ProjectUsage {
    components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
  }

  /** Nodes of the store, and the bytes of data in them. */
  public record Amount(long znodes, long bytes) {
    /** None. */
    public static final Amount ZERO = new Amount(0, 0);

    /** Both together. */
    public Amount plus(Amount more) {
      return new Amount(znodes + more.znodes, bytes + more.bytes);
    }
  }

  /**
   * Of one component.
   *
   * @param live what the live revision refers to, whichever revision wrote it
   * @param older what only older revisions refer to, and attempts that were never committed
   * @param reports what its instances reported
   */
  public record Component(Amount live, Amount older, Amount reports) {
    /** None. */
    public static final Component NOTHING = new Component(Amount.ZERO, Amount.ZERO, Amount.ZERO);

    /** Both together. */
    public Component plus(Component more) {
      return new Component(
          live.plus(more.live), older.plus(more.older), reports.plus(more.reports));
    }

    /** All three together. */
    public Amount total() {
      return live.plus(older).plus(reports);
    }
  }

  /** Everything together. */
  public Amount total() {
    return components.values().stream().map(Component::total).reduce(other, Amount::plus);
  }
}

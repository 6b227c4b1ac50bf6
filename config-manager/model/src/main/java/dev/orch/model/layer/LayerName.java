package dev.orch.model.layer;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.Quoted;
import dev.orch.model.instance.Labels;
import java.util.Comparator;
import java.util.Optional;

/**
 * The name of one layer of a component, as its directory is called:
 *
 * <pre>
 * _base/file-mgr       what all projects share
 * file-mgr             the component itself
 * file-mgr@rack=a      for instances with this label
 * file-mgr@fm-3        for this instance
 * </pre>
 *
 * Ordered by component, then as layers lie over each other.
 */
public record LayerName(ComponentName component, LayerScope scope)
    implements Comparable<LayerName> {
  /** The directory of what all projects share, beside those of the projects. */
  public static final String BASE = "_base";

  private static final String SHARED_PREFIX = BASE + '/';
  private static final char OVERRIDE = '@';

  private static final Comparator<LayerName> ORDER =
      Comparator.comparing(LayerName::component)
          .thenComparing(layer -> layer.scope.rank())
          .thenComparing(LayerName::value);

  /** The component itself. */
  public static LayerName of(ComponentName component) {
    return new LayerName(component, new LayerScope.Own());
  }

  /** What all projects share of it. */
  public static LayerName shared(ComponentName component) {
    return new LayerName(component, new LayerScope.Shared());
  }

  /** What the names of all overrides of this component begin with. */
  public static String overrides(ComponentName component) {
    return component.value() + OVERRIDE;
  }

  /**
   * From its text.
   *
   * @throws IllegalArgumentException when it is not the name of a layer
   */
  public static LayerName parse(String name) {
    if (name.startsWith(SHARED_PREFIX)) {
      return shared(new ComponentName(name.substring(SHARED_PREFIX.length())));
    }
    int at = name.indexOf(OVERRIDE);
    if (at < 0) {
      return of(new ComponentName(name));
    }
    ComponentName component = new ComponentName(name.substring(0, at));
    return new LayerName(component, override(name.substring(at + 1)));
  }

  private static LayerScope override(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new LayerScope.One(new InstanceId(text))
        : new LayerScope.Labelled(text.substring(0, equals), text.substring(equals + 1));
  }

  /** What is wrong with this as the name of a layer, or nothing. */
  public static Optional<String> problem(String name) {
    if (name.startsWith(SHARED_PREFIX)) {
      return ComponentName.problem(name.substring(SHARED_PREFIX.length()));
    }
    int at = name.indexOf(OVERRIDE);
    if (at < 0) {
      return ComponentName.problem(name);
    }
    String override = name.substring(at + 1);
    Optional<String> wrong =
        override.indexOf('=') < 0 ? InstanceId.problem(override) : Labels.problem(override);
    return ComponentName.problem(name.substring(0, at))
        .or(() -> wrong)
        .map(
            problem ->
                problem
                    + "; a layer is called COMPONENT@LABEL=VALUE or COMPONENT@INSTANCE, not "
                    + Quoted.of(name));
  }

  /** Whether it is the component itself. */
  public boolean isOwn() {
    return scope instanceof LayerScope.Own;
  }

  /** Whether it is for some instances of the project only. */
  public boolean isOverride() {
    return scope instanceof LayerScope.Labelled || scope instanceof LayerScope.One;
  }

  /** Its text. */
  public String value() {
    if (scope instanceof LayerScope.Shared) {
      return SHARED_PREFIX + component;
    }
    if (scope instanceof LayerScope.Labelled label) {
      return component + "@" + label.key() + '=' + label.value();
    }
    return scope instanceof LayerScope.One one
        ? component + "@" + one.instance()
        : component.value();
  }

  // By hand, as ADR 33 has it: compared in every short command.
  @Override
  public boolean equals(Object other) {
    return other instanceof LayerName that
        && component.equals(that.component)
        && scope.equals(that.scope);
  }

  @Override
  public int hashCode() {
    return component.hashCode() + 31 * scope.hashCode();
  }

  @Override
  public int compareTo(LayerName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return value();
  }
}

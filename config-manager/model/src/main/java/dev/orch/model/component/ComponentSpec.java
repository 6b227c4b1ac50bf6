package dev.orch.model.component;

import dev.orch.model.path.ConfigPath;
import dev.orch.model.path.Glob;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a component is applied: what its {@code component.yaml} says, in a canonical form.
 *
 * <p>The canonical form is a flat map from key paths to scalars, sorted by key, so that it does not
 * depend on the order or style in which the YAML was written. List elements are numbered from zero
 * with as many digits as keep their order ({@code on-change.000.paths.001}). It is what is stored
 * and what the component's digest covers, whole; keys that this version does not know are kept and
 * change nothing.
 */
public final class ComponentSpec {
  /** The name of the trigger that does nothing. */
  public static final String NO_TRIGGER = "none";

  /** What holds for a component without a {@code component.yaml}. */
  public static final ComponentSpec DEFAULT = new ComponentSpec(new TreeMap<>());

  private final SortedMap<String, String> canonical;
  private final List<OnChangeRule> onChange;
  private final Layout layout;
  private final String trigger;
  private final CommandSpec command;
  private final DriftPolicy drift;
  private final List<String> labels;
  private final @Nullable HealthCheck healthCheck;
  private final @Nullable RolloutSpec rollout;

  private ComponentSpec(SortedMap<String, String> canonical) {
    this.canonical = Collections.unmodifiableSortedMap(canonical);
    CanonicalSpecReader reader = new CanonicalSpecReader(canonical);
    this.onChange = reader.onChange();
    this.layout = reader.layout();
    this.trigger = reader.trigger();
    this.command = reader.command();
    this.drift = reader.drift();
    this.labels = reader.labels();
    CanonicalRolloutReader rolloutReader = new CanonicalRolloutReader(canonical);
    this.healthCheck = rolloutReader.healthCheck().orElse(null);
    this.rollout = rolloutReader.rollout().orElse(null);
  }

  /**
   * From the canonical form.
   *
   * @throws IllegalArgumentException when a known key has a value that it cannot have
   */
  public static ComponentSpec ofCanonical(Map<String, String> entries) {
    return new ComponentSpec(new TreeMap<>(entries));
  }

  /** The canonical form; unmodifiable. */
  public SortedMap<String, String> canonical() {
    return canonical;
  }

  /** In the order in which they are tried. */
  public List<OnChangeRule> onChange() {
    return onChange;
  }

  /** What a change of this file asks for: the first rule that selects it, otherwise a restart. */
  public Reaction reactionTo(ConfigPath path) {
    return ruleFor(path).map(OnChangeRule::reaction).orElse(Reaction.RESTART);
  }

  /** The rule that decides what a change of this file asks for, if one does. */
  public Optional<OnChangeRule> ruleFor(ConfigPath path) {
    return onChange.stream().filter(rule -> rule.selects(path)).findFirst();
  }

  public Layout layout() {
    return layout;
  }

  /** The name of the trigger: one of orch's own, such as {@code command}, or a plug-in's. */
  public String trigger() {
    return trigger;
  }

  public CommandSpec command() {
    return command;
  }

  public DriftPolicy drift() {
    return drift;
  }

  /**
   * Keys of labels in order of precedence, the weakest first: of two layers that are each for
   * instances with a label, that whose key comes later lies above.
   */
  public List<String> labels() {
    return labels;
  }

  /** How it is found out whether the component serves; nothing if that is not asked for. */
  public Optional<HealthCheck> healthCheck() {
    return Optional.ofNullable(healthCheck);
  }

  /** How a change goes out; nothing if to all instances at once. */
  public Optional<RolloutSpec> rollout() {
    return Optional.ofNullable(rollout);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ComponentSpec that && canonical.equals(that.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return canonical.toString();
  }

  /** The files named here are properties when {@code component.yaml} does not say which are. */
  public static List<Glob> defaultPropertiesPatterns() {
    return List.of(Glob.of("**/*.properties"));
  }
}

package dev.orch.model.component;

import dev.orch.model.Quoted;
import dev.orch.model.component.HealthCheck.Probe;
import dev.orch.model.instance.Labels;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** Reads what the canonical form of a {@link ComponentSpec} says below {@code rollout}. */
final class CanonicalRolloutReader {
  private static final String ROLLOUT = "rollout.";
  private static final String HEALTH = ROLLOUT + "healthCheck.";
  private static final String MAX_UNAVAILABLE = ROLLOUT + "maxUnavailable";
  private static final String CANARY = ROLLOUT + "canary";
  private static final String CANARY_LABELS = CANARY + ".labels.";

  private final SortedMap<String, String> entries;

  CanonicalRolloutReader(SortedMap<String, String> entries) {
    this.entries = entries;
  }

  Optional<HealthCheck> healthCheck() {
    if (entries.subMap(HEALTH, HEALTH + Character.MAX_VALUE).isEmpty()) {
      return Optional.empty();
    }
    List<Probe> probes = new ArrayList<>();
    value(HEALTH + "command", Probe.Command::new).ifPresent(probes::add);
    value(HEALTH + "http", Probe.Http::parse).ifPresent(probes::add);
    value(HEALTH + "tcp", Probe.Tcp::parse).ifPresent(probes::add);
    if (probes.size() > 1) {
      throw new IllegalArgumentException(
          HEALTH + ": expected one of command, http and tcp, found " + probes.size());
    }
    if (probes.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HealthCheck(
            probes.get(0),
            value(HEALTH + "interval", CanonicalRolloutReader::duration)
                .orElse(HealthCheck.DEFAULT_INTERVAL),
            value(HEALTH + "successes", CanonicalRolloutReader::number).orElse(1),
            value(HEALTH + "deadline", CanonicalRolloutReader::duration)
                .orElse(HealthCheck.DEFAULT_DEADLINE)));
  }

  /** There is one when something says how many go at a time, or first. */
  Optional<RolloutSpec> rollout() {
    List<String> labels =
        List.copyOf(entries.subMap(CANARY_LABELS, CANARY_LABELS + Character.MAX_VALUE).values());
    if (!entries.containsKey(MAX_UNAVAILABLE) && !entries.containsKey(CANARY) && labels.isEmpty()) {
      return Optional.empty();
    }
    RolloutSpec otherwise = RolloutSpec.DEFAULT;
    Canary canary =
        labels.isEmpty()
            ? value(CANARY, Share::parse).<Canary>map(Canary.Some::new).orElse(otherwise.canary())
            : new Canary.Labelled(Labels.parse(labels));
    return Optional.of(
        new RolloutSpec(
            value(MAX_UNAVAILABLE, Share::parse).orElse(otherwise.maxUnavailable()),
            canary,
            value(ROLLOUT + "bake", CanonicalRolloutReader::duration).orElse(otherwise.bake()),
            value(ROLLOUT + "maxFailures", CanonicalRolloutReader::number)
                .orElse(otherwise.maxFailures())));
  }

  private <T> Optional<T> value(String key, Function<String, T> reader) {
    String value = entries.get(key);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  private static Duration duration(String value) {
    try {
      return Duration.parse(value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "expected an ISO-8601 duration, found " + Quoted.of(value), e);
    }
  }

  private static int number(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a whole number, found " + Quoted.of(value), e);
    }
  }
}

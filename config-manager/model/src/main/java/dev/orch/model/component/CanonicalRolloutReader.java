package dev.orch.model.component;

import dev.orch.model.Quoted;
import dev.orch.model.component.HealthCheck.Probe;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** Reads what the canonical form of a {@link ComponentSpec} says below {@code rollout}. */
final class CanonicalRolloutReader {
  private static final String HEALTH = "rollout.healthCheck.";

  private final SortedMap<String, String> entries;

  CanonicalRolloutReader(SortedMap<String, String> entries) {
    this.entries = entries;
  }

  Optional<HealthCheck> healthCheck() {
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

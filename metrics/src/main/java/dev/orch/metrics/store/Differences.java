package dev.orch.metrics.store;

import dev.orch.model.instance.InstanceStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Since when instances have been to run something else than they do. One that was seen to run what
 * it should is behind from the look on that finds it otherwise, by the monotonic clock. Of one that
 * is behind at the first look nobody knows; it counts from when what is live was published, or from
 * its last report if that is later, by the clocks of those who wrote these. A difference goes on,
 * whatever is published meanwhile.
 */
final class Differences {
  private final Clock clock;
  private final LongSupplier nanoTime;

  /** By the monotonic clock; {@link #NONE} where there is no difference. */
  private Map<String, Long> since = new HashMap<>();

  private Map<String, Long> next = new HashMap<>();

  private static final Long NONE = Long.MIN_VALUE;

  Differences(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** A look begins; who is not asked for until the next one is forgotten. */
  void begin() {
    since = next;
    next = new HashMap<>();
  }

  /** For how long this instance has been behind, if it is. */
  Duration behind(InstanceStatus instance, boolean differs, @Nullable Instant publishedAt) {
    String key = instance.component() + "/" + instance.id();
    if (!differs) {
      next.put(key, NONE);
      return Duration.ZERO;
    }
    long now = nanoTime.getAsLong();
    Long known = since.get(key);
    long start;
    if (known == null) {
      start = now - before(instance.report().reportedAt(), publishedAt).toNanos();
    } else {
      start = Objects.equals(known, NONE) ? now : known;
    }
    next.put(key, start);
    return Duration.ofNanos(now - start);
  }

  private Duration before(Instant reportedAt, @Nullable Instant publishedAt) {
    Instant start =
        publishedAt != null && publishedAt.isAfter(reportedAt) ? publishedAt : reportedAt;
    Duration age = Duration.between(start, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }
}

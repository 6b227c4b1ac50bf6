package dev.orch.oozie.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator.
 *
 * @param frequency a number of {@code timeUnit}, or a cron expression
 * @param timeUnit Oozie's name: MINUTE, HOUR, DAY, MONTH, END_OF_DAY, END_OF_MONTH, CRON, ...
 * @param timeZone as its definition says
 * @param start the first nominal time is not before it
 * @param end nominal times are before it
 * @param pause no action is materialized at or after it; null if none is set
 * @param nextMaterialized the next nominal time for which an action will be made; null if there is
 *     none any more, or Oozie has not looked at the job yet
 * @param concurrency how many actions may run at once
 */
public record CoordinatorDetails(
    JobDetails job,
    String frequency,
    String timeUnit,
    String timeZone,
    Instant start,
    Instant end,
    @Nullable Instant pause,
    @Nullable Instant nextMaterialized,
    int concurrency) {}

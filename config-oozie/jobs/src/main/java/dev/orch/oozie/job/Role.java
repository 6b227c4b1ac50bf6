package dev.orch.oozie.job;

import java.time.Instant;

/**
 * Which of two clusters that run alongside makes the runs of a job with outside effects. Both are
 * told the same time, so that each nominal time is run by one of them.
 *
 * @param here whether this one does; the other one otherwise
 * @param since the first nominal time of which it is so
 */
public record Role(boolean here, Instant since) {}

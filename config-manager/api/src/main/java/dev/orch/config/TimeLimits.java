package dev.orch.config;

import java.time.Duration;

/**
 * How patient a distributed manager is.
 *
 * @param connect how long to wait for the store to be reached
 * @param load how long one load may take once it is reached
 * @param reconcileInterval the longest time between two looks at the store
 */
record TimeLimits(Duration connect, Duration load, Duration reconcileInterval) {}

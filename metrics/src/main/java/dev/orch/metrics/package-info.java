/**
 * Serves metrics to Prometheus: those of one agent here, those of all projects in {@code store}.
 */
@NullMarked
package dev.orch.metrics;

import org.jspecify.annotations.NullMarked;

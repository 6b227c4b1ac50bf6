/** Serving metrics: an agent's own, and the exporter's of everything in the store. */
@NullMarked
package dev.orch.cli.metrics;

import org.jspecify.annotations.NullMarked;

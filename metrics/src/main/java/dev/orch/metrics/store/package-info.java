/** Metrics of all projects, from what the store says: what no agent can say of itself. */
@NullMarked
package dev.orch.metrics.store;

import org.jspecify.annotations.NullMarked;

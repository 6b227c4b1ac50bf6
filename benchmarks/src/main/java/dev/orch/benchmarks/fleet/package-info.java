/** Processes that hold many agents, or many plain clients that do the least of the same. */
@NullMarked
package dev.orch.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;

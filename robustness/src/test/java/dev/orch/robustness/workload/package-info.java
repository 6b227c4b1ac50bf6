/** Actors that publish and read at the same time, and faults around them. */
@NullMarked
package dev.orch.robustness.workload;

import org.jspecify.annotations.NullMarked;

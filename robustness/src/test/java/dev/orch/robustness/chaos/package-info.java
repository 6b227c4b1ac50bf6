/** Experiments: a fault, and what is seen of it from outside. Told in docs/chaos.md. */
@NullMarked
package dev.orch.robustness.chaos;

import org.jspecify.annotations.NullMarked;

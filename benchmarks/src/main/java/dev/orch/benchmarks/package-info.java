/** Benchmarks. */
@NullMarked
package dev.orch.benchmarks;

import org.jspecify.annotations.NullMarked;

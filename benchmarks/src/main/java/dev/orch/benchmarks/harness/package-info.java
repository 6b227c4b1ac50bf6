/** How work is measured side by side: rows, contestants, rounds, samples. */
@NullMarked
package dev.orch.benchmarks.harness;

import org.jspecify.annotations.NullMarked;

/** The least programs that do what commands of orch do; floors for processes that start cold. */
@NullMarked
package dev.orch.benchmarks.lean;

import org.jspecify.annotations.NullMarked;

/** What is measured, row by row. */
@NullMarked
package dev.orch.benchmarks.rows;

import org.jspecify.annotations.NullMarked;

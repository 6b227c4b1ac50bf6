/** What was measured, as a table, JSON and charts. */
@NullMarked
package dev.orch.benchmarks.report;

import org.jspecify.annotations.NullMarked;

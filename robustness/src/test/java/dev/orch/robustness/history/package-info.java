/** What was asked and answered during a run, and whether orch's promises allow it. */
@NullMarked
package dev.orch.robustness.history;

import org.jspecify.annotations.NullMarked;

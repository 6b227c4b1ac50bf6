/** Real processes of the command line, killed and paused. */
@NullMarked
package dev.orch.robustness.kills;

import org.jspecify.annotations.NullMarked;

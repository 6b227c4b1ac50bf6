/** That no interval and no decision rests on the wall clock, which jumps. */
@NullMarked
package dev.orch.robustness.clock;

import org.jspecify.annotations.NullMarked;

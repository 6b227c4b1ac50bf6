/** When a coordinator runs, and whether a schedule can be taken up in its middle. */
@NullMarked
package dev.orch.oozie.schedule;

import org.jspecify.annotations.NullMarked;

/** Brings the jobs of a component to the state that its files desire. */
@NullMarked
package dev.orch.oozie.deploy;

import org.jspecify.annotations.NullMarked;

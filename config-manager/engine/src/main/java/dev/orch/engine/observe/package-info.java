/** Tells what an instance does while it does it, for whoever counts and measures. */
@NullMarked
package dev.orch.engine.observe;

import org.jspecify.annotations.NullMarked;

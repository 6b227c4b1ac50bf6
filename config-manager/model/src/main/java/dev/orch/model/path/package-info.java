/** Paths below a component's home, and the patterns that select them. */
@NullMarked
package dev.orch.model.path;

import org.jspecify.annotations.NullMarked;

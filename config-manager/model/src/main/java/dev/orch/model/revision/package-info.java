/** Numbered states of a project's desired tree, and the port of the store that keeps them. */
@NullMarked
package dev.orch.model.revision;

import org.jspecify.annotations.NullMarked;

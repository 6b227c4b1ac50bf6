/** The port of a whole store, and how one is found. */
@NullMarked
package dev.orch.model.store;

import org.jspecify.annotations.NullMarked;

/** Brings a home to the state a manifest describes, and can always say how far it got. */
@NullMarked
package dev.orch.engine;

import org.jspecify.annotations.NullMarked;

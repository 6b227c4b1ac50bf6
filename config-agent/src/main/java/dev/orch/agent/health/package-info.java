/** Finds out whether a component that was just started serves. */
@NullMarked
package dev.orch.agent.health;

import org.jspecify.annotations.NullMarked;

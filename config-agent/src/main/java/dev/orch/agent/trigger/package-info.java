/** Finds the trigger that a component asks for. */
@NullMarked
package dev.orch.agent.trigger;

import org.jspecify.annotations.NullMarked;

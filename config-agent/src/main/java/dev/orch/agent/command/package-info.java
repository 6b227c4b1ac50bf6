/** Stops, starts and reloads a component by the command lines that its spec names. */
@NullMarked
package dev.orch.agent.command;

import org.jspecify.annotations.NullMarked;

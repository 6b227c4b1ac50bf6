/** The agent of a component whose home is not on this machine. */
@NullMarked
package dev.orch.agent.remote;

import org.jspecify.annotations.NullMarked;

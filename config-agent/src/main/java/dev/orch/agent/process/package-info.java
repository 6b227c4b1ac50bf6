/** Owns a child process that runs on the home: stops it, starts it, and starts it again. */
@NullMarked
package dev.orch.agent.process;

import org.jspecify.annotations.NullMarked;

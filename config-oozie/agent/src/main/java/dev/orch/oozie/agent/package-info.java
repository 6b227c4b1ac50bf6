/** Keeps a component of Oozie jobs at what its source desires. */
@NullMarked
package dev.orch.oozie.agent;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.orch.agent.process;

import org.jspecify.annotations.NullMarked;

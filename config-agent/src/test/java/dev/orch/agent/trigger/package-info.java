@NullMarked
package dev.orch.agent.trigger;

import org.jspecify.annotations.NullMarked;

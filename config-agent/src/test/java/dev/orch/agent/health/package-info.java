@NullMarked
package dev.orch.agent.health;

import org.jspecify.annotations.NullMarked;

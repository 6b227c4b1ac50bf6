@NullMarked
package dev.orch.agent.output;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.orch.engine.rollout;

import org.jspecify.annotations.NullMarked;

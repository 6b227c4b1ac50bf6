/** An instance's part in rollouts: its turn, its lease, and moving the rollout on. */
@NullMarked
package dev.orch.engine.rollout;

import org.jspecify.annotations.NullMarked;

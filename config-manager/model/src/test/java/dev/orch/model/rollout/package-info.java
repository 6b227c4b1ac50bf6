@NullMarked
package dev.orch.model.rollout;

import org.jspecify.annotations.NullMarked;

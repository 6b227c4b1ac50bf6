@NullMarked
package dev.orch.robustness.rollout;

import org.jspecify.annotations.NullMarked;

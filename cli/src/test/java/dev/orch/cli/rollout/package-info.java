@NullMarked
package dev.orch.cli.rollout;

import org.jspecify.annotations.NullMarked;

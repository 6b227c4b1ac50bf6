/**
 * Rolling out a change a few instances at a time: what each may run, and what comes next. Pure
 * rules; whoever stores rollouts sees to it that they are followed.
 */
@NullMarked
package dev.orch.model.rollout;

import org.jspecify.annotations.NullMarked;

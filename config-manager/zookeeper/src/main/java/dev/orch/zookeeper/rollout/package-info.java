/** Rollouts in ZooKeeper: leases, results, and who moves them on. */
@NullMarked
package dev.orch.zookeeper.rollout;

import org.jspecify.annotations.NullMarked;

/** Tests of the store in ZooKeeper, on real servers. */
@NullMarked
package dev.orch.zookeeper;

import org.jspecify.annotations.NullMarked;

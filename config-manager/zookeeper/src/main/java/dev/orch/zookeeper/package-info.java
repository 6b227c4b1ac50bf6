/** The store in ZooKeeper. */
@NullMarked
package dev.orch.zookeeper;

import org.jspecify.annotations.NullMarked;

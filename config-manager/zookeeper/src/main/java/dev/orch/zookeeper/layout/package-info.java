/** Where everything lies in ZooKeeper. Nothing else spells the path of a znode. */
@NullMarked
package dev.orch.zookeeper.layout;

import org.jspecify.annotations.NullMarked;

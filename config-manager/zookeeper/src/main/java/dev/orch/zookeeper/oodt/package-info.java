/** What Apache OODT's own distributed configuration keeps in ZooKeeper, for those who move over. */
@NullMarked
package dev.orch.zookeeper.oodt;

import org.jspecify.annotations.NullMarked;

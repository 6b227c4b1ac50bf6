/** Tests of the parts that need no server. */
@NullMarked
package dev.orch.zookeeper.connection;

import org.jspecify.annotations.NullMarked;

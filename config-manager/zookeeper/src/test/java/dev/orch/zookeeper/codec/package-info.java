/** Tests of the parts that need no server. */
@NullMarked
package dev.orch.zookeeper.codec;

import org.jspecify.annotations.NullMarked;

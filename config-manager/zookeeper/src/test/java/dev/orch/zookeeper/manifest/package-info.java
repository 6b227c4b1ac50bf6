/** Tests of the parts that need no server. */
@NullMarked
package dev.orch.zookeeper.manifest;

import org.jspecify.annotations.NullMarked;

/** The protocol by which one writer at a time makes, and takes away, revisions. */
@NullMarked
package dev.orch.zookeeper.write;

import org.jspecify.annotations.NullMarked;

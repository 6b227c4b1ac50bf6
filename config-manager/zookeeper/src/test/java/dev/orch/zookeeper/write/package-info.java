/** Tests of single steps of the publishing protocol. */
@NullMarked
package dev.orch.zookeeper.write;

import org.jspecify.annotations.NullMarked;

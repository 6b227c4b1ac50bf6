/** The one session that everything shares, and bounded requests over it. */
@NullMarked
package dev.orch.zookeeper.connection;

import org.jspecify.annotations.NullMarked;

/** What instances report, and whether they are live. */
@NullMarked
package dev.orch.zookeeper.registry;

import org.jspecify.annotations.NullMarked;

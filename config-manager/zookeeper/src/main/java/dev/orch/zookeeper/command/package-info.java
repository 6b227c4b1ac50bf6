/** What instances are asked to do, as znodes. */
@NullMarked
package dev.orch.zookeeper.command;

import org.jspecify.annotations.NullMarked;

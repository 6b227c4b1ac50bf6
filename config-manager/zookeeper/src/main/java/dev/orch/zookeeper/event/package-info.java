/** What happens in projects, as znodes. */
@NullMarked
package dev.orch.zookeeper.event;

import org.jspecify.annotations.NullMarked;

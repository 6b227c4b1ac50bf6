/** What happens in a project, in one order, and the port of the store that keeps it. */
@NullMarked
package dev.orch.model.event;

import org.jspecify.annotations.NullMarked;

/** What people ask running instances to do, and the port of the store that keeps it. */
@NullMarked
package dev.orch.model.command;

import org.jspecify.annotations.NullMarked;

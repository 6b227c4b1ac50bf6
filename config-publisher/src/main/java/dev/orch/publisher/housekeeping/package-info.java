/** How much of a project's past is kept, and what it costs. */
@NullMarked
package dev.orch.publisher.housekeeping;

import org.jspecify.annotations.NullMarked;

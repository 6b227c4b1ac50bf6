/** What a publish is refused for unless it is allowed expressly. */
@NullMarked
package dev.orch.publisher.guard;

import org.jspecify.annotations.NullMarked;

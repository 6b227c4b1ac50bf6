/** Compares what is desired, what is published, and what instances run. */
@NullMarked
package dev.orch.publisher.verify;

import org.jspecify.annotations.NullMarked;

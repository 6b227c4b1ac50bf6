/** Reads {@code component.yaml}. */
@NullMarked
package dev.orch.publisher.spec;

import org.jspecify.annotations.NullMarked;

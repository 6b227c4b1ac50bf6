/** Checks the content of files whose format is known, before they are published. */
@NullMarked
package dev.orch.publisher.validate;

import org.jspecify.annotations.NullMarked;

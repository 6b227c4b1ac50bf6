/** Publishes a desired tree: scan, validate, diff, commit. */
@NullMarked
package dev.orch.publisher;

import org.jspecify.annotations.NullMarked;

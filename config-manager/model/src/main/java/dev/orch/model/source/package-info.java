/** Where a desired tree comes from, before anything is known of its components. */
@NullMarked
package dev.orch.model.source;

import org.jspecify.annotations.NullMarked;

/** Who publishes, from which host, and from which commit. */
@NullMarked
package dev.orch.publisher.provenance;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.orch.publisher.provenance;

import org.jspecify.annotations.NullMarked;

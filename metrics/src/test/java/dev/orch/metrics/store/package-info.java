@NullMarked
package dev.orch.metrics.store;

import org.jspecify.annotations.NullMarked;

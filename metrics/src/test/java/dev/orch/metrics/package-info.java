@NullMarked
package dev.orch.metrics;

import org.jspecify.annotations.NullMarked;

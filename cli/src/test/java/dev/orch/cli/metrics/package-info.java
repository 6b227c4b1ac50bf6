@NullMarked
package dev.orch.cli.metrics;

import org.jspecify.annotations.NullMarked;

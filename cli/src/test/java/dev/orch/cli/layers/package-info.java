@NullMarked
package dev.orch.cli.layers;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.orch.cli.output;

import org.jspecify.annotations.NullMarked;

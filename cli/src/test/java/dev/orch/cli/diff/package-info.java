@NullMarked
package dev.orch.cli.diff;

import org.jspecify.annotations.NullMarked;

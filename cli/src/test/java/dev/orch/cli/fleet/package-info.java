@NullMarked
package dev.orch.cli.fleet;

import org.jspecify.annotations.NullMarked;

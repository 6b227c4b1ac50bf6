@NullMarked
package dev.orch.cli.imports;

import org.jspecify.annotations.NullMarked;

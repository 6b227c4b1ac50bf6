/** Options that several commands share. */
@NullMarked
package dev.orch.cli.option;

import org.jspecify.annotations.NullMarked;

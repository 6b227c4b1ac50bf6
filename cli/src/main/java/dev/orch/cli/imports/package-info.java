/** Commands that make a desired tree of what a site has already. */
@NullMarked
package dev.orch.cli.imports;

import org.jspecify.annotations.NullMarked;

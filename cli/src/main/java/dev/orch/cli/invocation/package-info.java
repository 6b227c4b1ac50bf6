/** One call of the command line: what surrounds it, how it ends. */
@NullMarked
package dev.orch.cli.invocation;

import org.jspecify.annotations.NullMarked;

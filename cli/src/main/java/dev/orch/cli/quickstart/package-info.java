/** The tour of the whole line, on one machine, in a minute. */
@NullMarked
package dev.orch.cli.quickstart;

import org.jspecify.annotations.NullMarked;

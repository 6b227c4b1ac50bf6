/** What is kept, what it costs, and taking it away. */
@NullMarked
package dev.orch.cli.housekeeping;

import org.jspecify.annotations.NullMarked;

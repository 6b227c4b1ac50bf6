/** What was published, and going back on it. */
@NullMarked
package dev.orch.cli.history;

import org.jspecify.annotations.NullMarked;

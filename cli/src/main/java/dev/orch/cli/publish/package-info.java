/** Commands that compare a desired tree with what is live, or change what is live. */
@NullMarked
package dev.orch.cli.publish;

import org.jspecify.annotations.NullMarked;

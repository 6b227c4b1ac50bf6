/** Which of a component's layers an instance's files come from. */
@NullMarked
package dev.orch.cli.layers;

import org.jspecify.annotations.NullMarked;

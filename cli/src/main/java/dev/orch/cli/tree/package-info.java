/** Commands that show or hand out the files of a revision. */
@NullMarked
package dev.orch.cli.tree;

import org.jspecify.annotations.NullMarked;

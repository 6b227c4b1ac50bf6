@NullMarked
package dev.orch.cli.tree;

import org.jspecify.annotations.NullMarked;

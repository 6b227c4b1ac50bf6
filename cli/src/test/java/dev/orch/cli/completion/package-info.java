@NullMarked
package dev.orch.cli.completion;

import org.jspecify.annotations.NullMarked;

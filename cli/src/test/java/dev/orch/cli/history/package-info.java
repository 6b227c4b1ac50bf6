@NullMarked
package dev.orch.cli.history;

import org.jspecify.annotations.NullMarked;

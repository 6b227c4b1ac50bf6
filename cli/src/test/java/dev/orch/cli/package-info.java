@NullMarked
package dev.orch.cli;

import org.jspecify.annotations.NullMarked;

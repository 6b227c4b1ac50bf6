@NullMarked
package dev.orch.cli.invocation;

import org.jspecify.annotations.NullMarked;

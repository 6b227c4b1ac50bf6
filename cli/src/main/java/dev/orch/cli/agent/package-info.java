/** Commands that bring a home to a desired state. */
@NullMarked
package dev.orch.cli.agent;

import org.jspecify.annotations.NullMarked;

/** Asking instances to do something, and waiting for what comes of it. */
@NullMarked
package dev.orch.cli.steer;

import org.jspecify.annotations.NullMarked;

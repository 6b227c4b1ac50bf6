/** Homes that are not on this machine, whatever they hold. */
@NullMarked
package dev.orch.cli.remote;

import org.jspecify.annotations.NullMarked;

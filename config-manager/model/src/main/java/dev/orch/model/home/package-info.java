/** Homes that are not on this machine. */
@NullMarked
package dev.orch.model.home;

import org.jspecify.annotations.NullMarked;

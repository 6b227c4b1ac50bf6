/** Finds out what keeps orch from working here. */
@NullMarked
package dev.orch.cli.doctor;

import org.jspecify.annotations.NullMarked;

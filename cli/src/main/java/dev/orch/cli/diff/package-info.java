/** What differs between two states, for people and for programs. */
@NullMarked
package dev.orch.cli.diff;

import org.jspecify.annotations.NullMarked;

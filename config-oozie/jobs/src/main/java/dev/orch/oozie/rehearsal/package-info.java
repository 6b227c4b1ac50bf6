/** Asks Oozie what it would make of jobs, before anybody gives them to it. */
@NullMarked
package dev.orch.oozie.rehearsal;

import org.jspecify.annotations.NullMarked;

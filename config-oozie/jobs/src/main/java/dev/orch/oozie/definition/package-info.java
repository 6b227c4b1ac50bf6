/** What is wrong with definitions of jobs, as far as it shows without asking Oozie. */
@NullMarked
package dev.orch.oozie.definition;

import org.jspecify.annotations.NullMarked;

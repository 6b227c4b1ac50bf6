/** The home of Oozie jobs on Hadoop file systems. */
@NullMarked
package dev.orch.oozie.home;

import org.jspecify.annotations.NullMarked;

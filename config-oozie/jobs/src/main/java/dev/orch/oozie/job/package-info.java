/** Which jobs the files of a component make. */
@NullMarked
package dev.orch.oozie.job;

import org.jspecify.annotations.NullMarked;

/** A real Oozie server and HDFS for tests, in a process of its own. */
@NullMarked
package dev.orch.oozie.testing;

import org.jspecify.annotations.NullMarked;

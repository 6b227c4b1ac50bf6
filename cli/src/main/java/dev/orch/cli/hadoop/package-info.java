/** What needs Hadoop's and Oozie's libraries, loaded when something asks for it. */
@NullMarked
package dev.orch.cli.hadoop;

import org.jspecify.annotations.NullMarked;

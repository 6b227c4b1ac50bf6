/** What Apache OODT got wrong in this place: one test for each of its thirteen known defects. */
@NullMarked
package dev.orch.cli.defects;

import org.jspecify.annotations.NullMarked;

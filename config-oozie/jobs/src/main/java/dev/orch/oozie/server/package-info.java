/** What orch sees of an Oozie server. */
@NullMarked
package dev.orch.oozie.server;

import org.jspecify.annotations.NullMarked;

/** The Oozie server over HTTP. */
@NullMarked
package dev.orch.oozie.client;

import org.jspecify.annotations.NullMarked;

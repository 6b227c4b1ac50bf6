/** Running copies of components, what they report, and the port of the registry that keeps it. */
@NullMarked
package dev.orch.model.instance;

import org.jspecify.annotations.NullMarked;

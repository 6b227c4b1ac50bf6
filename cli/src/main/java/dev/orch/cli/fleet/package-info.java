/** Projects, and the instances that run what is published in them. */
@NullMarked
package dev.orch.cli.fleet;

import org.jspecify.annotations.NullMarked;

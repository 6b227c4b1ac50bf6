/** Servers and other programs in processes of their own, and the plain client to compare with. */
@NullMarked
package dev.orch.benchmarks.servers;

import org.jspecify.annotations.NullMarked;

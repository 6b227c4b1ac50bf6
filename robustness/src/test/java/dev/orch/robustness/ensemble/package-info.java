/** ZooKeeper servers as processes, and what can be done to them. */
@NullMarked
package dev.orch.robustness.ensemble;

import org.jspecify.annotations.NullMarked;

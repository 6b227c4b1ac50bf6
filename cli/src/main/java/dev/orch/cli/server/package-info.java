/** A ZooKeeper server for development and small sites. */
@NullMarked
package dev.orch.cli.server;

import org.jspecify.annotations.NullMarked;

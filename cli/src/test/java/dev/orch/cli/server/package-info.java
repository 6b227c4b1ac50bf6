@NullMarked
package dev.orch.cli.server;

import org.jspecify.annotations.NullMarked;

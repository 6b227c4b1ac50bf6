@NullMarked
package dev.orch.cli.steer;

import org.jspecify.annotations.NullMarked;

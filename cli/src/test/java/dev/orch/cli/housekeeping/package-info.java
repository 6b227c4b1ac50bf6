@NullMarked
package dev.orch.cli.housekeeping;

import org.jspecify.annotations.NullMarked;

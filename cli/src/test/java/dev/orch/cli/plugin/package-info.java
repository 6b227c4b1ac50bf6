@NullMarked
package dev.orch.cli.plugin;

import org.jspecify.annotations.NullMarked;

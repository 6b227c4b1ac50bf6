@NullMarked
package dev.orch.cli.events;

import org.jspecify.annotations.NullMarked;

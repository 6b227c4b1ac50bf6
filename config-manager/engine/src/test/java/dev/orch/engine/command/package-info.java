@NullMarked
package dev.orch.engine.command;

import org.jspecify.annotations.NullMarked;

/** Carries out what instances are asked to do, each at most once. */
@NullMarked
package dev.orch.engine.command;

import org.jspecify.annotations.NullMarked;

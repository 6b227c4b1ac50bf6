/** The agent beside a running component. */
@NullMarked
package dev.orch.agent;

import org.jspecify.annotations.NullMarked;

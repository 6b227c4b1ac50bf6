@NullMarked
package dev.orch.agent.command;

import org.jspecify.annotations.NullMarked;

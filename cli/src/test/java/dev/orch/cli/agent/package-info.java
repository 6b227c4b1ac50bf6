@NullMarked
package dev.orch.cli.agent;

import org.jspecify.annotations.NullMarked;

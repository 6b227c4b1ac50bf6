@NullMarked
package dev.orch.agent;

import org.jspecify.annotations.NullMarked;

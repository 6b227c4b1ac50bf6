@NullMarked
package dev.orch.engine.state;

import org.jspecify.annotations.NullMarked;

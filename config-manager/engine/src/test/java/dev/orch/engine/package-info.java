@NullMarked
package dev.orch.engine;

import org.jspecify.annotations.NullMarked;

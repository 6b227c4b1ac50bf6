@NullMarked
package dev.orch.engine.observe;

import org.jspecify.annotations.NullMarked;

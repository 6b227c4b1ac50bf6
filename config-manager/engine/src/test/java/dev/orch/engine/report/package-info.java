@NullMarked
package dev.orch.engine.report;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.orch.agent.report;

import org.jspecify.annotations.NullMarked;

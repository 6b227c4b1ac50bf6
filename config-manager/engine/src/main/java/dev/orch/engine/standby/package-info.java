/** Several agents for one home: one acts, the others stand by. */
@NullMarked
package dev.orch.engine.standby;

import org.jspecify.annotations.NullMarked;

/** The fakes keep the contracts that the real ones keep. */
@NullMarked
package dev.orch.testing;

import org.jspecify.annotations.NullMarked;

/** Questions for what was written, and their answers, as znodes that go with whoever asks. */
@NullMarked
package dev.orch.zookeeper.output;

import org.jspecify.annotations.NullMarked;

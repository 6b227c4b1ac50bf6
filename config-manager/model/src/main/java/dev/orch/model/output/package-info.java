/** What runs on instances has written last, asked for by others, and the port that carries it. */
@NullMarked
package dev.orch.model.output;

import org.jspecify.annotations.NullMarked;

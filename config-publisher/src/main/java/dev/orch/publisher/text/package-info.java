/** Small helpers for messages to people. */
@NullMarked
package dev.orch.publisher.text;

import org.jspecify.annotations.NullMarked;

/** What the component and its commands write, kept for those who ask. */
@NullMarked
package dev.orch.agent.output;

import org.jspecify.annotations.NullMarked;

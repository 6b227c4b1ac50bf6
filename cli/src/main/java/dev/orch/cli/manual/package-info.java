/** The manual, made from what the commands say of themselves. */
@NullMarked
package dev.orch.cli.manual;

import org.jspecify.annotations.NullMarked;

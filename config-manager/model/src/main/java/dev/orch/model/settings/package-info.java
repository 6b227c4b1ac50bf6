/** Names of the settings, in one place. */
@NullMarked
package dev.orch.model.settings;

import org.jspecify.annotations.NullMarked;

/** What applications embed to load their configuration. */
@NullMarked
package dev.orch.config;

import org.jspecify.annotations.NullMarked;

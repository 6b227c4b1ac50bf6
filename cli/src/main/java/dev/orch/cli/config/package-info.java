/** The settings file of an installation. */
@NullMarked
package dev.orch.cli.config;

import org.jspecify.annotations.NullMarked;

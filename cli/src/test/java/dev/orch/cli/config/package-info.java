@NullMarked
package dev.orch.cli.config;

import org.jspecify.annotations.NullMarked;

/** What happens in projects, for people and programs that follow it. */
@NullMarked
package dev.orch.cli.events;

import org.jspecify.annotations.NullMarked;

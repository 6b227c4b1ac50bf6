/** Oozie jobs: what is special about components that ask for {@code trigger: oozie}. */
@NullMarked
package dev.orch.cli.oozie;

import org.jspecify.annotations.NullMarked;

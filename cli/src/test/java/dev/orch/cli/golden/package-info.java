/** What the commands print, compared with what they printed when someone looked. */
@NullMarked
package dev.orch.cli.golden;

import org.jspecify.annotations.NullMarked;

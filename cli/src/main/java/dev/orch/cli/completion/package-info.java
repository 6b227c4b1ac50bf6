/** What shells offer while a call is being typed. */
@NullMarked
package dev.orch.cli.completion;

import org.jspecify.annotations.NullMarked;

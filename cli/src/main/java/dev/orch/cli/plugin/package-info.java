/** Plug-ins: foreign jars that bring kinds of trees and triggers. */
@NullMarked
package dev.orch.cli.plugin;

import org.jspecify.annotations.NullMarked;

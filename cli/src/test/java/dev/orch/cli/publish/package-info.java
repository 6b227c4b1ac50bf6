@NullMarked
package dev.orch.cli.publish;

import org.jspecify.annotations.NullMarked;

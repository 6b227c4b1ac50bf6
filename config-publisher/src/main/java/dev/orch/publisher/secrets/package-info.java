/** Points out what looks like a secret in plain text. */
@NullMarked
package dev.orch.publisher.secrets;

import org.jspecify.annotations.NullMarked;

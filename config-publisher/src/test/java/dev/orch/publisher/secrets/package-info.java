@NullMarked
package dev.orch.publisher.secrets;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.orch.publisher.validate;

import org.jspecify.annotations.NullMarked;

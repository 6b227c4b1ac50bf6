@NullMarked
package dev.orch.publisher.scan;

import org.jspecify.annotations.NullMarked;

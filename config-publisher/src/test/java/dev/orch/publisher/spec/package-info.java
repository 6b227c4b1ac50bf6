@NullMarked
package dev.orch.publisher.spec;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.orch.publisher.plan;

import org.jspecify.annotations.NullMarked;

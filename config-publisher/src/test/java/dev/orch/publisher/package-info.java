@NullMarked
package dev.orch.publisher;

import org.jspecify.annotations.NullMarked;

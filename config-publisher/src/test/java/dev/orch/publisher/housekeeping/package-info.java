@NullMarked
package dev.orch.publisher.housekeeping;

import org.jspecify.annotations.NullMarked;

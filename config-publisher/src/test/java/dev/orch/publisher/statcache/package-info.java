@NullMarked
package dev.orch.publisher.statcache;

import org.jspecify.annotations.NullMarked;

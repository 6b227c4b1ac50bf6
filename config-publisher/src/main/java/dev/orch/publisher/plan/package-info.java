/** What a commit would change. */
@NullMarked
package dev.orch.publisher.plan;

import org.jspecify.annotations.NullMarked;

/** Many projects at once: all are scanned before any is changed. */
@NullMarked
package dev.orch.publisher.projects;

import org.jspecify.annotations.NullMarked;

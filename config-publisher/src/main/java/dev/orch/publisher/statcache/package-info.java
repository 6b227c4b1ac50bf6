/** What is remembered of files of a tree, so that those that did not change are not read again. */
@NullMarked
package dev.orch.publisher.statcache;

import org.jspecify.annotations.NullMarked;

/** Reading heads, revisions and files. */
@NullMarked
package dev.orch.zookeeper.read;

import org.jspecify.annotations.NullMarked;

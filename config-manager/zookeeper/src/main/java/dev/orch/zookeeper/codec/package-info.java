/** The stored documents and their JSON, read with strict bounds. */
@NullMarked
package dev.orch.zookeeper.codec;

import org.jspecify.annotations.NullMarked;

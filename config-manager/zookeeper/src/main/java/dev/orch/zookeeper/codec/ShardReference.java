package dev.orch.zookeeper.codec;

import dev.orch.model.Digest;
import dev.orch.zookeeper.layout.Location;
import org.jspecify.annotations.Nullable;

/**
 * One of the documents that a large manifest is cut into.
 *
 * @param digest of the document, places of the bytes included
 * @param contents of its files, wherever their bytes are ({@link
 *     dev.orch.model.component.Manifest#digestOf}), so that whoever has the same files needs not
 *     read it; null where nobody said
 * @param size of the document, in bytes
 * @param at where the document is, in whichever revision wrote it
 */
public record ShardReference(Digest digest, @Nullable Digest contents, int size, Location at) {}

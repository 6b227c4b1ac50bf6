package dev.orch.zookeeper.codec;

import dev.orch.model.Digest;
import dev.orch.zookeeper.layout.Location;

/**
 * One of the documents that a large manifest is cut into.
 *
 * @param digest of the document, places of the bytes included
 * @param size of the document, in bytes
 * @param at where the document is, in whichever revision wrote it
 */
public record ShardReference(Digest digest, int size, Location at) {}

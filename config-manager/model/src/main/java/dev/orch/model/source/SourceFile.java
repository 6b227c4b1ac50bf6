package dev.orch.model.source;

import org.jspecify.annotations.Nullable;

/**
 * A file as it was found; its name is not checked yet.
 *
 * @param path below the tree's root, names separated by {@code /}
 * @param size in bytes
 * @param executable whether its owner may execute it
 * @param stamp by which it is seen to be unchanged without being read; null where none can be
 *     relied on
 */
public record SourceFile(String path, long size, boolean executable, @Nullable FileStamp stamp) {}

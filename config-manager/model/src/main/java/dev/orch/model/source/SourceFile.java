package dev.orch.model.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was found; its name is not checked yet.
 *
 * @param path below the tree's root, names separated by {@code /}
 * @param size in bytes
 * @param executable whether its owner may execute it
 * @param modified when it was modified last, as finely as the file system tells
 * @param identity what tells it from another file that took its place (device and inode), if the
 *     file system has such a thing
 */
public record SourceFile(
    String path, long size, boolean executable, Instant modified, @Nullable Object identity) {}

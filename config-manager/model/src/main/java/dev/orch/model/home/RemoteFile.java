package dev.orch.model.home;

import java.time.Instant;

/**
 * What a file system tells of a file without reading it.
 *
 * @param size in bytes
 * @param modified when it was last written, as precise as the file system is
 */
public record RemoteFile(long size, Instant modified) {}

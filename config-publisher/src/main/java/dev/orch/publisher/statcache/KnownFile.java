package dev.orch.publisher.statcache;

import dev.orch.model.Digest;
import dev.orch.model.source.FileStamp;

/**
 * A file as it was read once.
 *
 * @param soundAs the check that it passed; see {@link KnownFiles}
 */
record KnownFile(long size, FileStamp stamp, String soundAs, Digest digest) {}

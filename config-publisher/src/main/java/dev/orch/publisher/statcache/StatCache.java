package dev.orch.publisher.statcache;

import dev.orch.model.Digest;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the digests of files between scans, as git's index does: a file whose stamp is the one that
 * it had when it was read, and that was then no longer new, is not read again. Nothing depends on
 * it: what cannot be read of it, or be written, is as if it was not there. Safe for use by several
 * threads and processes; the last one to write wins.
 */
public final class StatCache {
  /** Which remembers nothing. */
  public static final StatCache NONE =
      new StatCache(null, "", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  private final @Nullable Path directory;
  private final String madeBy;
  private final Clock clock;

  private StatCache(@Nullable Path directory, String madeBy, Clock clock) {
    this.directory = directory;
    this.madeBy = madeBy;
    this.clock = clock;
  }

  /**
   * In a directory, which need not exist.
   *
   * @param madeBy the version of the program, whose checks may be others in another version
   * @param clock by which the files' times are judged, this machine's
   */
  public static StatCache in(Path directory, String madeBy, Clock clock) {
    return new StatCache(directory, madeBy, clock);
  }

  /** What is known of a tree's files. Must be asked for before they are listed. */
  public KnownFiles of(SourceTree tree) {
    Optional<String> identity = directory == null ? Optional.empty() : tree.identity();
    if (directory == null || identity.isEmpty()) {
      return KnownFiles.NONE;
    }
    Instant now = clock.instant();
    StatCacheFile file =
        new StatCacheFile(
            directory.resolve(
                Digest.of(identity.get().getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32)),
            madeBy,
            identity.get());
    return new KnownFiles(read(file), file, now);
  }

  private static Map<String, KnownFile> read(StatCacheFile file) {
    try {
      return file.read();
    } catch (IOException e) {
      // Torn, of another version, or not there: all is read anew, and it is written anew.
      return Map.of();
    }
  }
}

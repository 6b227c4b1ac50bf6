package dev.orch.publisher.statcache;

import dev.orch.model.Digest;
import dev.orch.model.source.FileStamp;
import dev.orch.model.source.SourceFile;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the files of one tree. With each goes the name of the check that found it sound,
 * so that it counts as read only where the same is expected of it. Files may be asked for and
 * remembered by several threads at once; it is saved once, when all are.
 */
public final class KnownFiles {
  /**
   * A file is remembered once it was left alone for so long before it was listed: another write in
   * the same tick of the file system's clock, which is some milliseconds, would not show.
   */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Of a tree of which nothing is to be remembered. */
  static final KnownFiles NONE = new KnownFiles(Map.of(), null, Instant.EPOCH);

  private final Map<String, KnownFile> before;
  private final @Nullable StatCacheFile file;
  private final long newest;

  /** What was read this time, and may be remembered. */
  private final Map<String, KnownFile> learned = new ConcurrentHashMap<>();

  KnownFiles(Map<String, KnownFile> before, @Nullable StatCacheFile file, Instant listed) {
    this.before = before;
    this.file = file;
    Instant settled = listed.minus(SETTLED);
    this.newest = TimeUnit.SECONDS.toNanos(settled.getEpochSecond()) + settled.getNano();
  }

  /** The digest of a file that has not changed since it was found sound by this check. */
  public Optional<Digest> digest(SourceFile found, String check) {
    KnownFile known = before.get(found.path());
    return known != null
            && known.size() == found.size()
            && known.stamp().equals(found.stamp())
            && known.soundAs().equals(check)
        ? Optional.of(known.digest())
        : Optional.empty();
  }

  /** Remembers what was read of a sound file. */
  public void remember(SourceFile read, String check, Digest digest) {
    FileStamp stamp = read.stamp();
    if (file != null && stamp != null && isSettled(stamp)) {
      learned.put(read.path(), new KnownFile(read.size(), stamp, check, digest));
    }
  }

  /** Some file systems, and images of them made to be the same each time, tell whole seconds. */
  private boolean isSettled(FileStamp stamp) {
    return stamp.modified() <= newest && stamp.changed() <= newest && stamp.changed() % SECOND != 0;
  }

  /**
   * Keeps what was remembered, if anything was.
   *
   * @param listed the paths of all files that were found; others are forgotten
   */
  public void saveAll(Supplier<Set<String>> listed) {
    save(known -> known.keySet().retainAll(listed.get()));
  }

  /** The same of a scan that was limited to some files: what is known of others stays. */
  public void saveSome() {
    save(known -> {});
  }

  private void save(Consumer<Map<String, KnownFile>> forget) {
    if (file == null || learned.isEmpty()) {
      return;
    }
    Map<String, KnownFile> now = new HashMap<>(before);
    forget.accept(now);
    now.putAll(learned);
    try {
      file.write(now);
    } catch (IOException e) {
      log().log(Logger.Level.DEBUG, () -> "what is known of files cannot be kept: " + e);
    }
  }

  /** Only when there is something to say; see ADR 29. */
  private static Logger log() {
    return System.getLogger(KnownFiles.class.getName());
  }
}

package dev.orch.publisher.scan;

import dev.orch.model.source.SourceTree;
import dev.orch.publisher.statcache.KnownFiles;
import dev.orch.publisher.statcache.StatCache;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of the files of the trees that one scan is of. */
final class KnownTrees {
  private final StatCache cache;
  private final boolean whole;
  private final IdentityHashMap<SourceTree, KnownFiles> byTree = new IdentityHashMap<>();

  /**
   * Creates it.
   *
   * @param whole whether it is a scan of all their components
   */
  KnownTrees(StatCache cache, boolean whole) {
    this.cache = cache;
    this.whole = whole;
  }

  /** The first time before the tree is listed. */
  KnownFiles of(SourceTree tree) {
    return byTree.computeIfAbsent(tree, cache::of);
  }

  /** Keeps what these scans have read. */
  void save(Collection<FileScan> scans) {
    for (KnownFiles known : byTree.values()) {
      if (whole) {
        known.saveAll(() -> paths(known, scans));
      } else {
        known.saveSome();
      }
    }
  }

  private static Set<String> paths(KnownFiles known, Collection<FileScan> scans) {
    return scans.stream()
        .filter(scan -> scan.known() == known)
        .map(scan -> scan.file().path())
        .collect(Collectors.toSet());
  }
}

package dev.orch.publisher.scan;

import dev.orch.model.source.SourceTree;
import dev.orch.publisher.statcache.KnownFiles;
import dev.orch.publisher.statcache.StatCache;
import java.util.IdentityHashMap;

/** What is known of the files of the trees that one scan is of. */
final class KnownTrees {
  private final StatCache cache;
  private final IdentityHashMap<SourceTree, KnownFiles> byTree = new IdentityHashMap<>();

  KnownTrees(StatCache cache) {
    this.cache = cache;
  }

  /** The first time before the tree is listed. */
  KnownFiles of(SourceTree tree) {
    return byTree.computeIfAbsent(tree, cache::of);
  }

  void save() {
    byTree.values().forEach(KnownFiles::save);
  }
}

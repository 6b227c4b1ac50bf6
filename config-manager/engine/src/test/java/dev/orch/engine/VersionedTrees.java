package dev.orch.engine;

import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Trees of a component with the layout {@code versioned}. */
final class VersionedTrees {
  private VersionedTrees() {}

  /** Path, text, path, text, … */
  static FileTree of(String... pathsAndTexts) {
    return with(Map.of(), pathsAndTexts);
  }

  /** With more of what {@code component.yaml} can say, in canonical form. */
  static FileTree with(Map<String, String> spec, String... pathsAndTexts) {
    Map<String, String> canonical = new HashMap<>(spec);
    canonical.put("layout", "versioned");
    Trees trees = Trees.builder().spec(canonical);
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      trees.file(pathsAndTexts[i], pathsAndTexts[i + 1]);
    }
    return trees.build();
  }

  /** Notes which files are fetched. */
  static final class Watched implements FileTree {
    private final FileTree tree;
    private final SortedSet<String> fetched = new TreeSet<>();

    Watched(FileTree tree) {
      this.tree = tree;
    }

    SortedSet<String> fetched() {
      return fetched;
    }

    @Override
    public Manifest manifest() {
      return tree.manifest();
    }

    @Override
    public void read(Collection<FileEntry> files, ContentSink sink)
        throws IOException, InterruptedException {
      files.forEach(file -> fetched.add(file.path().value()));
      tree.read(files, sink);
    }
  }
}

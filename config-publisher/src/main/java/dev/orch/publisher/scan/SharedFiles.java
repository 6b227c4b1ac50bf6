package dev.orch.publisher.scan;

import dev.orch.model.source.SourceTree;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all projects share: for each component a directory of files that lie under each project's
 * own.
 */
public final class SharedFiles {
  /**
   * It is not said what they share: if the tree has a directory of its own for that, what is in it;
   * otherwise nothing that is published of it may change.
   */
  public static final SharedFiles UNKNOWN = new SharedFiles(false, null);

  /** They share nothing. */
  public static final SharedFiles NONE = new SharedFiles(true, null);

  private final boolean known;
  private final @Nullable SourceTree tree;

  private SharedFiles(boolean known, @Nullable SourceTree tree) {
    this.known = known;
    this.tree = tree;
  }

  /** The directories of components in this tree. */
  public static SharedFiles in(SourceTree tree) {
    return new SharedFiles(true, tree);
  }

  boolean isKnown() {
    return known;
  }

  /** The tree, in which paths begin with the names of components. */
  Optional<SourceTree> tree() {
    return Optional.ofNullable(tree);
  }
}

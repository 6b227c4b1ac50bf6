package dev.orch.publisher.provenance;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the Git work tree that a directory belongs to. */
public final class GitHistory {
  private GitHistory() {}

  /**
   * The history of a directory; {@link SourceHistory#NONE} when it is in no Git work tree. Nothing
   * of JGit is loaded then.
   */
  public static SourceHistory find(Path tree) {
    try {
      return open(tree);
    } catch (IOException e) {
      return without(tree, e);
    }
  }

  /** The same, found by a thread of its own: it may be asked at once, and then waits. */
  public static SourceHistory findAhead(Path tree) {
    return new HistoryAhead(tree);
  }

  static SourceHistory open(Path tree) throws IOException {
    Path real = tree.toRealPath();
    for (Path directory = real; directory != null; directory = directory.getParent()) {
      if (Files.exists(directory.resolve(".git"))) {
        return GitWorkTree.open(real);
      }
    }
    return SourceHistory.NONE;
  }

  static SourceHistory without(Path tree, IOException reason) {
    log()
        .log(
            Level.WARNING,
            "The Git history of {0} cannot be read; it is published without: {1}",
            tree,
            reason.toString());
    return SourceHistory.NONE;
  }

  /** Only when there is something to say; see ADR 29. */
  private static Logger log() {
    return System.getLogger(GitHistory.class.getName());
  }
}

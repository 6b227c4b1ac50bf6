package dev.orch.model.source;

import dev.orch.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A directory of files, local or on another file system. Safe for use by several threads. */
public interface SourceTree {
  /** Where it is, as the user named it. */
  String location();

  /**
   * What tells this tree from all others on this machine, however the user named it, if its files
   * have stamps: what is remembered by them is remembered under this name.
   */
  default Optional<String> identity() {
    return Optional.empty();
  }

  /**
   * Every file below the root, in any order; links are followed as long as they stay in the tree.
   * Empty directories do not count.
   *
   * @param enter asked for each directory's path below the root whether to look into it, by any
   *     thread, but by one at a time, and not after the return
   * @throws IOException when the root itself cannot be listed
   */
  Listing list(Predicate<String> enter) throws IOException, InterruptedException;

  /** The bytes of a listed file; the caller closes the stream. */
  InputStream open(SourceFile file) throws IOException;

  /**
   * What was found.
   *
   * @param files those that were found; whether one can be read shows when it is opened
   * @param problems files and links that cannot be taken: leading out of the tree, neither a file
   *     nor a directory, with a name that is not text; directories that cannot be listed
   */
  record Listing(List<SourceFile> files, List<Problem> problems) {
    public Listing {
      files = List.copyOf(files);
      problems = List.copyOf(problems);
    }
  }
}

package dev.orch.publisher.scan;

import dev.orch.model.Problem;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A tree of which every path is told with something before it, as seen from further up.
 *
 * @param prefix ends with a slash
 */
record PrefixedTree(SourceTree tree, String prefix) implements SourceTree {
  @Override
  public String location() {
    return tree.location();
  }

  @Override
  public Optional<String> identity() {
    return tree.identity().map(identity -> prefix + " for " + identity);
  }

  @Override
  public Listing list(Predicate<String> enter) throws IOException, InterruptedException {
    Listing listing = tree.list(directory -> enter.test(prefix + directory));
    List<SourceFile> files =
        listing.files().stream().map(file -> called(file, prefix + file.path())).toList();
    List<Problem> problems =
        listing.problems().stream()
            .map(problem -> new Problem(prefix + problem.where(), problem.what()))
            .toList();
    return new Listing(files, problems);
  }

  @Override
  public InputStream open(SourceFile file) throws IOException {
    return tree.open(called(file, file.path().substring(prefix.length())));
  }

  private static SourceFile called(SourceFile file, String path) {
    return new SourceFile(path, file.size(), file.executable(), file.stamp());
  }
}

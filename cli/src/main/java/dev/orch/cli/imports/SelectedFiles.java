package dev.orch.cli.imports;

import dev.orch.model.path.ConfigPath;
import dev.orch.model.path.Glob;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of an installation that are configuration: those that patterns name, or all but what
 * programs leave behind when they run and what their makers deliver.
 */
final class SelectedFiles implements SourceTree {
  private static final String ORCH = ".orch";

  private static final List<Glob> DEBRIS =
      Stream.of(
              "**/{log,logs,tmp,temp,run}/**",
              "**/*.log",
              "**/*.log.*",
              "**/*.{pid,lock,lck,tmp,swp,bak,jar}",
              "**/*~")
          .map(Glob::of)
          .toList();

  private final SourceTree all;
  private final List<Glob> like;
  private final List<String> leftOut = new ArrayList<>();

  /** Those like one of the patterns; without any, all but debris. */
  SelectedFiles(SourceTree all, List<Glob> like) {
    this.all = all;
    this.like = List.copyOf(like);
  }

  @Override
  public String location() {
    return all.location();
  }

  @Override
  public Listing list(Predicate<String> enter) throws IOException, InterruptedException {
    Listing found = all.list(directory -> !directory.equals(ORCH) && enter.test(directory));
    leftOut.clear();
    List<SourceFile> chosen = new ArrayList<>();
    for (SourceFile file : found.files()) {
      if (takes(file.path())) {
        chosen.add(file);
      } else {
        leftOut.add(file.path());
      }
    }
    return new Listing(
        chosen,
        found.problems().stream()
            .filter(problem -> like.isEmpty() || takes(problem.where()))
            .toList());
  }

  @Override
  public InputStream open(SourceFile file) throws IOException {
    return all.open(file);
  }

  /** What the last listing found and did not choose, sorted. */
  List<String> leftOut() {
    return leftOut.stream().sorted().toList();
  }

  /** A path that orch could not carry is left to the scan, which says so, unless none was named. */
  private boolean takes(String path) {
    if (ConfigPath.problem(path).isPresent()) {
      return like.isEmpty();
    }
    ConfigPath legal = new ConfigPath(path);
    return like.isEmpty()
        ? DEBRIS.stream().noneMatch(glob -> glob.matches(legal))
        : like.stream().anyMatch(glob -> glob.matches(legal));
  }
}

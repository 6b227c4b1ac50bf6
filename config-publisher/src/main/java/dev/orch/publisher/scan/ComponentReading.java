package dev.orch.publisher.scan;

import dev.orch.model.Problem;
import dev.orch.model.Progress;
import dev.orch.model.ProgressCounter;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.layer.LayerName;
import dev.orch.model.layer.LayeredTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.publisher.validate.ComponentCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * Reads the files of components that were found, and judges each component that came out whole.
 *
 * @param check asked of each as a whole
 * @param known what is known of files, and will be
 */
record ComponentReading(HashPool pool, Progress progress, ComponentCheck check, KnownTrees known) {

  private static final Pattern POSITION = Pattern.compile("(:\\d+){1,2}$");

  /**
   * The sound components.
   *
   * @param problems those found so far, to which what is wrong with contents and wholes is added
   */
  SortedMap<LayerName, FileTree> read(
      SortedMap<LayerName, FoundComponent> found, HeldContents held, List<Problem> problems)
      throws InterruptedException {
    List<FileScan> scans = new ArrayList<>();
    found.values().forEach(component -> scans.addAll(component.scans(held, known)));
    ProgressCounter counter =
        new ProgressCounter(
            progress, scans.size(), scans.stream().mapToLong(scan -> scan.file().size()).sum());
    List<Callable<FileScan.Result>> tasks = new ArrayList<>(scans.size());
    scans.forEach(scan -> tasks.add(() -> counted(scan, counter)));
    List<FileScan.Result> results = pool.runAll(tasks);
    known.save(scans);
    SortedMap<LayerName, FileTree> trees = new TreeMap<>();
    int next = 0;
    for (Map.Entry<LayerName, FoundComponent> entry : found.entrySet()) {
      FoundComponent component = entry.getValue();
      int end = next + component.files().size();
      List<FileScan.Sound> sound = sound(results.subList(next, end), problems);
      next = end;
      // A check would take what was left out for missing, and repeat the problem in its words.
      if (problems.stream().noneMatch(component::concerns)) {
        FileTree tree = tree(component, sound);
        trees.put(entry.getKey(), tree);
      }
    }
    judge(found, trees, problems);
    return trees;
  }

  private static FileScan.Result counted(FileScan scan, ProgressCounter counter) {
    FileScan.Result result = scan.call();
    counter.done(scan.file().size());
    return result;
  }

  private static List<FileScan.Sound> sound(List<FileScan.Result> results, List<Problem> problems) {
    List<FileScan.Sound> sound = new ArrayList<>(results.size());
    for (FileScan.Result result : results) {
      if (result instanceof FileScan.Refused refused) {
        problems.addAll(refused.problems());
      } else if (result instanceof FileScan.Sound one) {
        sound.add(one);
      }
    }
    return sound;
  }

  private FileTree tree(FoundComponent component, List<FileScan.Sound> scanned) {
    Map<ConfigPath, ScannedFile> files = new HashMap<>(2 * scanned.size());
    scanned.forEach(one -> files.put(one.entry().path(), one.file()));
    Manifest manifest =
        Manifest.of(scanned.stream().map(FileScan.Sound::entry).toList(), component.spec());
    return new ScannedTree(component.source(), manifest, files);
  }

  /**
   * Asks of each component, as all its instances see it, if nothing is wrong with a layer of it.
   */
  private void judge(
      SortedMap<LayerName, FoundComponent> found,
      SortedMap<LayerName, FileTree> trees,
      List<Problem> problems)
      throws InterruptedException {
    for (Map.Entry<LayerName, FoundComponent> entry : found.entrySet()) {
      FileTree own = trees.get(entry.getKey());
      if (!entry.getKey().isOwn() || own == null) {
        continue;
      }
      LayerName shared = LayerName.shared(entry.getKey().component());
      FileTree below = trees.get(shared);
      if (below != null) {
        Map<LayerName, FileTree> common = new LinkedHashMap<>();
        common.put(shared, below);
        common.put(entry.getKey(), own);
        judge(entry.getValue(), LayeredTree.of(common), found, problems);
      } else if (!found.containsKey(shared)) {
        judge(entry.getValue(), own, found, problems);
      }
    }
  }

  private void judge(
      FoundComponent own,
      FileTree tree,
      SortedMap<LayerName, FoundComponent> found,
      List<Problem> problems)
      throws InterruptedException {
    try {
      for (Problem problem : check.problems(tree, own.definition()::validates)) {
        problems.add(holder(tree, problem, found).orElse(own).shown(problem));
      }
    } catch (IOException e) {
      problems.add(
          new Problem(
              own.shownAs(own.source().location()), "could not be checked: " + e.getMessage()));
    }
  }

  /** The layer that the file comes from which a problem is in. */
  private static Optional<FoundComponent> holder(
      FileTree tree, Problem problem, SortedMap<LayerName, FoundComponent> found) {
    if (!(tree instanceof LayeredTree layered)) {
      return Optional.empty();
    }
    String path = POSITION.matcher(problem.where()).replaceFirst("");
    return layered.origins().entrySet().stream()
        .filter(file -> file.getKey().value().equals(path))
        .findFirst()
        .map(file -> found.get(file.getValue()));
  }
}

package dev.orch.publisher.scan;

import dev.orch.model.ComponentName;
import dev.orch.model.Problem;
import dev.orch.model.Progress;
import dev.orch.model.ProgressCounter;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.source.SourceTree;
import dev.orch.publisher.validate.ComponentCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Reads the files of components that were found, and judges each component that came out whole.
 *
 * @param check asked of each as a whole
 */
record ComponentReading(HashPool pool, Progress progress, ComponentCheck check, SourceTree source) {

  /**
   * The sound components.
   *
   * @param problems those found so far, to which what is wrong with contents and wholes is added
   */
  SortedMap<ComponentName, FileTree> read(
      SortedMap<ComponentName, FoundComponent> found, HeldContents held, List<Problem> problems)
      throws InterruptedException {
    List<FileScan> scans = new ArrayList<>();
    found.values().forEach(component -> scans.addAll(component.scans(source, held)));
    ProgressCounter counter =
        new ProgressCounter(
            progress, scans.size(), scans.stream().mapToLong(scan -> scan.file().size()).sum());
    List<Callable<FileScan.Result>> tasks = new ArrayList<>(scans.size());
    scans.forEach(scan -> tasks.add(() -> counted(scan, counter)));
    List<FileScan.Result> results = pool.runAll(tasks);
    SortedMap<ComponentName, FileTree> trees = new TreeMap<>();
    int next = 0;
    for (Map.Entry<ComponentName, FoundComponent> entry : found.entrySet()) {
      FoundComponent component = entry.getValue();
      int end = next + component.files().size();
      List<FileScan.Sound> sound = sound(results.subList(next, end), problems);
      next = end;
      // A check would take what was left out for missing, and repeat the problem in its words.
      if (problems.stream().noneMatch(component::concerns)) {
        FileTree tree = tree(component, sound);
        trees.put(entry.getKey(), tree);
        judge(component, tree, problems);
      }
    }
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
        Manifest.of(
            scanned.stream().map(FileScan.Sound::entry).toList(), component.definition().spec());
    return new ScannedTree(source, manifest, files);
  }

  private void judge(FoundComponent component, FileTree tree, List<Problem> problems)
      throws InterruptedException {
    try {
      check.problems(tree, component.definition()::validates).stream()
          .map(component::shown)
          .forEach(problems::add);
    } catch (IOException e) {
      problems.add(
          new Problem(
              component.shownAs(source.location()), "could not be checked: " + e.getMessage()));
    }
  }
}

package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.fs.Place;
import dev.orch.model.component.FileTree;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is applied over what, for {@link CrashTest}.
 *
 * @param history applied before, oldest first; the last is what the home holds
 * @param unknown files that orch never placed, by path
 * @param adopt whether those in the way may be replaced
 * @param failing a call of the trigger that fails, or none
 */
record CrashScenario(
    String name,
    List<FileTree> history,
    FileTree after,
    Map<String, String> unknown,
    boolean adopt,
    @Nullable String failing) {
  private static final String ACTIVATE = "activate";

  @Override
  public String toString() {
    return name;
  }

  FileTree before() {
    return history.isEmpty() ? Trees.of() : history.get(history.size() - 1);
  }

  FileTree expected() {
    return failing == null ? after : before();
  }

  HomeOptions options() {
    return HomeOptions.DEFAULT.withAdopt(adopt);
  }

  /** The number of the revision that is applied last. */
  long revision() {
    return history.size() + 1L;
  }

  /** Brings a home to where the scenario begins. */
  void applyHistory(Path home) throws IOException, InterruptedException {
    SettableSource source = new SettableSource();
    try (LocalHome held = LocalHome.open(home, HomeOptions.DEFAULT)) {
      Reconciler reconciler =
          new Reconciler(source, held, new RecordingTrigger(), Clock.systemUTC());
      for (int i = 0; i < history.size(); i++) {
        source.publish(i + 1L, history.get(i));
        assertThat(reconciler.reconcile()).isInstanceOf(Outcome.Applied.class);
      }
    }
    unknown.forEach((path, text) -> HomeFiles.write(home, path, text));
  }

  /** What orch did not place is where it was or, where it could be adopted, among the originals. */
  void assertNothingUnknownIsLost(Path home, String when) {
    Collection<String> originals = HomeFiles.below(home, home.resolve(".orch")).values();
    SortedMap<String, String> found = HomeFiles.in(home);
    unknown.forEach(
        (path, text) -> {
          if (!adopt || found.containsKey(path)) {
            assertThat(found).as(when).containsEntry(path, text);
          } else {
            assertThat(originals).as(when).contains(text);
          }
        });
  }

  /** Of what an apply needs for itself, once it has come to its end. */
  void assertNothingIsLeftBehind(Path home, String when) {
    SortedMap<String, String> left = HomeFiles.below(home, home.resolve(".orch"));
    left.keySet().removeIf(path -> path.startsWith("rev") || path.startsWith("originals"));
    assertThat(left.keySet())
        .as("left behind in .orch, %s", when)
        .isSubsetOf("lock", "inventory", "scratch", "failed");
    assertThat(HomeFiles.states(home)).as("states, %s", when).isSubsetOf(stateNames());
    Path originals = home.resolve(".orch/originals");
    boolean kept = Files.exists(originals) && !HomeFiles.below(home, originals).isEmpty();
    assertThat(kept).as("originals, %s", when).isEqualTo(adopt && failing == null);
  }

  /** The trees that a link to the current state may lead to. */
  List<FileTree> versionedStates() {
    List<FileTree> states = new ArrayList<>(history);
    states.add(after);
    states.removeIf(tree -> !Whereabouts.isVersioned(tree.manifest()));
    return states;
  }

  /** The trees that may lie in the home itself; before everything, one without a file. */
  List<FileTree> inPlaceStates() {
    List<FileTree> states = new ArrayList<>(List.of(before(), after));
    states.removeIf(tree -> Whereabouts.isVersioned(tree.manifest()));
    return states;
  }

  /** Then neither the one nor the other can be there for an instant. */
  boolean filesTakeTheLinksPlace() {
    return inPlaceStates().stream()
        .flatMap(tree -> tree.manifest().files().keySet().stream())
        .anyMatch(path -> OrchFiles.CURRENT.contains(Place.of(path)));
  }

  SortedSet<String> stateNames() {
    SortedSet<String> names = new TreeSet<>();
    versionedStates().forEach(tree -> names.add(tree.manifest().digest().hex()));
    return names;
  }

  /** What is in a home that holds this state whole, with what orch did not place. */
  SortedMap<String, String> whole(FileTree state) {
    SortedMap<String, String> files = new TreeMap<>(HomeFiles.of(state));
    unknown.forEach(
        (path, text) -> {
          if (!isAdoptedBy(state, path)) {
            files.put(path, text);
            int slash = path.indexOf('/');
            if (slash > 0) {
              files.put(path.substring(0, slash), "/");
            }
          }
        });
    return files;
  }

  /** What lies where the link goes is not in the home any more, but among the originals. */
  private boolean isAdoptedBy(FileTree state, String path) {
    return adopt && state == after && path.startsWith(HomeFiles.CURRENT + "/");
  }

  private static CrashScenario of(String name, @Nullable FileTree before, FileTree after) {
    List<FileTree> history = before == null ? List.of() : List.of(before);
    return new CrashScenario(name, history, after, Map.of(), false, null);
  }

  private CrashScenario after(FileTree earlier) {
    return new CrashScenario(name, List.of(earlier, before()), after, unknown, adopt, failing);
  }

  private CrashScenario beside(Map<String, String> files) {
    return new CrashScenario(name, history, after, files, adopt, failing);
  }

  private CrashScenario adopting(Map<String, String> files) {
    return new CrashScenario(name, history, after, files, true, failing);
  }

  private CrashScenario failingAt(String call) {
    return new CrashScenario(name, history, after, unknown, adopt, call);
  }

  /** Those that between them do every kind of step, forward and back. */
  static List<CrashScenario> sharpest() {
    Set<String> names =
        Set.of(
            "new, changed, deleted",
            "file to directory undone",
            "versioned: new, changed, deleted",
            "versioned: back to a kept one undone",
            "in-place to versioned undone",
            "versioned: adopted");
    return all().stream().filter(scenario -> names.contains(scenario.name)).toList();
  }

  static List<CrashScenario> all() {
    List<CrashScenario> all = new ArrayList<>(ofInPlace());
    all.addAll(ofVersioned());
    return all;
  }

  private static List<CrashScenario> ofInPlace() {
    FileTree small = Trees.of("a", "old", "etc/b", "1", "gone", "g", "dir/gone", "g");
    FileTree changed = Trees.of("a", "new", "etc/b", "1", "etc/c", "2", "x/y/z", "3");
    FileTree file = Trees.of("a", "file", "b", "1");
    FileTree directory = Trees.of("a/x/y", "deep", "b", "2");
    FileTree executable = Trees.builder().executable("a", "old").file("etc/b", "1").build();
    Map<String, String> one = Map.of("mine", "m");
    Map<String, String> unknown = Map.of("mine", "m", "etc/mine", "m", "dir/mine", "m");
    return List.of(
        of("first apply", null, small).beside(one),
        of("new, changed, deleted", small, changed).beside(unknown),
        of("file to directory", file, directory),
        of("directory to file", directory, file),
        of("all gone", small, Trees.of()).beside(unknown),
        of("mode and content", small, executable).beside(unknown),
        of("first apply undone", null, small).beside(one).failingAt(ACTIVATE),
        of("change undone", small, changed).beside(unknown).failingAt(ACTIVATE),
        of("file to directory undone", file, directory).failingAt(ACTIVATE),
        of("directory to file undone", directory, file).failingAt(ACTIVATE),
        of("refused", small, changed).beside(unknown).failingAt("prepare"));
  }

  private static List<CrashScenario> ofVersioned() {
    FileTree plain = Trees.of("a", "old", "etc/b", "1", "gone", "g", "dir/gone", "g");
    FileTree small = VersionedTrees.of("a", "old", "etc/b", "1", "gone", "g", "dir/gone", "g");
    FileTree changed = VersionedTrees.of("a", "new", "etc/b", "1", "etc/c", "2", "x/y/z", "3");
    FileTree file = VersionedTrees.of("a", "file", "b", "1");
    FileTree directory = VersionedTrees.of("a/x/y", "deep", "b", "2");
    FileTree sameNames = Trees.of("current/a", "1", "current/b/c", "2", "d", "3");
    Map<String, String> unknown = Map.of("mine", "m", "etc/mine", "m", "dir/mine", "m");
    Map<String, String> inTheWay = Map.of("current/theirs", "t", "mine", "m");
    return List.of(
        of("versioned: first apply", null, small).beside(unknown),
        of("versioned: new, changed, deleted", small, changed).beside(unknown),
        of("versioned: file to directory", file, directory),
        of("versioned: all gone", small, VersionedTrees.of()).beside(unknown),
        of("versioned: first apply undone", null, small).beside(unknown).failingAt(ACTIVATE),
        of("versioned: change undone", small, changed).beside(unknown).failingAt(ACTIVATE),
        of("versioned: refused", small, changed).failingAt("prepare"),
        of("versioned: back to a kept one", changed, small).after(small),
        of("versioned: back to a kept one undone", changed, small).after(small).failingAt(ACTIVATE),
        of("versioned: one more than is kept", changed, file).after(small),
        of("in-place to versioned", plain, changed).beside(unknown),
        of("in-place to versioned undone", plain, changed).beside(unknown).failingAt(ACTIVATE),
        of("in-place to versioned, where the link goes", sameNames, small),
        of("in-place to versioned, where the link goes, undone", sameNames, small)
            .failingAt(ACTIVATE),
        of("versioned to in-place", changed, plain).beside(unknown),
        of("versioned to in-place undone", changed, plain).beside(unknown).failingAt(ACTIVATE),
        of("versioned to in-place, where the link was", small, sameNames),
        of("versioned to in-place, where the link was, undone", small, sameNames)
            .failingAt(ACTIVATE),
        of("versioned: adopted", null, small).adopting(inTheWay),
        of("versioned: adopted and undone", null, small).adopting(inTheWay).failingAt(ACTIVATE));
  }
}

package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Layout;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any sequence of trees, some of which fail to start, with files about that nobody published. */
class RandomTreesTest {
  /** A step: what is published, and whether it starts. */
  record Published(Map<String, String> files, Layout layout, boolean starts) {}

  @Provide
  Arbitrary<List<Published>> histories() {
    Arbitrary<String> name = Arbitraries.of("a", "b", "current", "ü x");
    Arbitrary<String> path =
        name.list().ofMinSize(1).ofMaxSize(3).map(names -> String.join("/", names));
    Arbitrary<String> content = Arbitraries.of("", "1", "2", "x:1");
    Arbitrary<Map<String, String>> files =
        Arbitraries.maps(path, content).ofMaxSize(8).map(RandomTreesTest::withoutCollisions);
    Arbitrary<Boolean> starts = Arbitraries.integers().between(0, 3).map(n -> n > 0);
    Arbitrary<Layout> layout = Arbitraries.of(Layout.class);
    return Combinators.combine(files, layout, starts)
        .as(Published::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static Map<String, String> withoutCollisions(Map<String, String> files) {
    SortedMap<String, String> sound = new TreeMap<>();
    files.forEach(
        (path, content) -> {
          List<ConfigPath> paths = new ArrayList<>();
          sound.keySet().forEach(taken -> paths.add(new ConfigPath(taken)));
          paths.add(new ConfigPath(path));
          if (Manifest.collisions(paths).isEmpty()) {
            sound.put(path, content);
          }
        });
    return sound;
  }

  private static FileTree tree(Published published) {
    Trees trees = Trees.builder().spec(Map.of("layout", CanonicalName.of(published.layout())));
    published
        .files()
        .forEach(
            (path, content) -> {
              if (content.startsWith("x:")) {
                trees.executable(path, content);
              } else {
                trees.file(path, content);
              }
            });
    return trees.build();
  }

  @Property(tries = 150)
  void theHomeIsTheLastTreeThatStarted(@ForAll("histories") List<Published> history)
      throws Exception {
    Path directory = FastDirectories.make();
    Map<String, String> unknown = Map.of("mine", "m", "a dir/mine", "m");
    try (HomeFixture fixture = new HomeFixture(directory)) {
      unknown.forEach(fixture::write);
      FileTree expected = Trees.of();
      for (int i = 0; i < history.size(); i++) {
        Published step = history.get(i);
        FileTree tree = tree(step);
        fixture.trigger.work();
        if (!step.starts()) {
          fixture.trigger.failOn("activate");
        }

        Outcome outcome = fixture.apply(i + 1, tree);

        if (!(outcome instanceof Outcome.Failed)) {
          assertThat(outcome).isInstanceOfAny(Outcome.Applied.class, Outcome.UpToDate.class);
          expected = tree;
        }
        SortedMap<String, String> found = HomeFiles.in(directory);
        unknown.forEach((path, text) -> assertThat(found).containsEntry(path, text));
        found.keySet().removeAll(unknown.keySet());
        found.remove("a dir");
        assertThat(found).isEqualTo(HomeFiles.of(expected));
      }
    } finally {
      FastDirectories.delete(directory);
    }
  }
}

package dev.orch.publisher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ProjectName;
import dev.orch.model.component.Change;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.testing.Trees;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlannerPropertyTest {
  private static final ProjectName PROJECT = new ProjectName("weather");

  /** Components by name, each with texts by path. */
  @Provide
  Arbitrary<Map<String, Map<String, String>>> states() {
    Arbitrary<Map<String, String>> files =
        Arbitraries.maps(
                Arbitraries.of("a", "b/c", "b/d", "e.properties"), Arbitraries.of("1", "2", "x=\n"))
            .ofMaxSize(4);
    return Arbitraries.maps(Arbitraries.of("file-mgr", "ingest", "workflow"), files).ofMaxSize(3);
  }

  private static SortedMap<LayerName, FileTree> trees(Map<String, Map<String, String>> state) {
    SortedMap<LayerName, FileTree> trees = new TreeMap<>();
    state.forEach(
        (name, files) -> {
          Trees builder = Trees.builder();
          files.forEach(builder::file);
          trees.put(LayerName.parse(name), builder.build());
        });
    return trees;
  }

  private static Plan plan(
      Map<String, Map<String, String>> before, Map<String, Map<String, String>> after)
      throws InterruptedException {
    return Planner.plan(
        PROJECT,
        7,
        ComponentStates.of(trees(before)),
        ComponentStates.of(trees(after)),
        component -> true);
  }

  @Property(tries = 300)
  void carryingOutThePlanGivesWhatIsDesired(
      @ForAll("states") Map<String, Map<String, String>> before,
      @ForAll("states") Map<String, Map<String, String>> after)
      throws InterruptedException {
    Map<String, Map<String, String>> result = new HashMap<>();
    before.forEach((name, files) -> result.put(name, new HashMap<>(files)));
    for (ComponentPlan component : plan(before, after).components().values()) {
      String name = component.component().value();
      if (component.fate() == ComponentFate.REMOVED) {
        result.remove(name);
        continue;
      }
      Map<String, String> files = result.computeIfAbsent(name, it -> new HashMap<>());
      SortedMap<String, String> wanted = Trees.texts(component.after());
      for (Change change : component.changes().changes()) {
        String path = change.path().value();
        if (change instanceof Change.Deleted) {
          assertThat(files.remove(path)).isNotNull();
        } else {
          files.put(path, wanted.getOrDefault(path, "missing"));
        }
      }
    }
    assertThat(result).isEqualTo(after);
  }

  @Property(tries = 200)
  void thePlanIsEmptyExactlyWhenNothingDiffers(
      @ForAll("states") Map<String, Map<String, String>> before,
      @ForAll("states") Map<String, Map<String, String>> after)
      throws InterruptedException {
    assertThat(plan(before, before).isEmpty()).isTrue();
    assertThat(plan(before, before).unchanged()).isEqualTo(before.size());
    assertThat(plan(before, after).isEmpty()).isEqualTo(before.equals(after));
  }

  @Property(tries = 200)
  void thereAndBackDeletesWhatWasAdded(
      @ForAll("states") Map<String, Map<String, String>> before,
      @ForAll("states") Map<String, Map<String, String>> after)
      throws InterruptedException {
    Plan there = plan(before, after);
    Plan back = plan(after, before);
    assertThat(back.addedCount()).isEqualTo(there.deletedCount());
    assertThat(back.deletedCount()).isEqualTo(there.addedCount());
    assertThat(back.modifiedCount()).isEqualTo(there.modifiedCount());
  }
}

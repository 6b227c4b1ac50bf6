package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.Labels;
import dev.orch.model.layer.LayerName;
import dev.orch.model.layer.Viewpoint;
import dev.orch.model.revision.Commit;
import dev.orch.testing.Commits;
import dev.orch.testing.InMemoryStore;
import dev.orch.testing.Trees;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What homes of several instances make of a component with layers. */
class LayeredSourceTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");

  @TempDir Path homes;
  private final InMemoryStore store = new InMemoryStore();
  private final List<LocalHome> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(LocalHome::close);
    store.close();
  }

  private final class Instance {
    private final Path home;
    private final Reconciler reconciler;

    Instance(String id, String... labels) throws Exception {
      home = homes.resolve(id);
      LocalHome held = LocalHome.open(home, HomeOptions.DEFAULT);
      open.add(held);
      StoreSource source =
          new StoreSource(
              store.revisions(),
              PROJECT,
              Viewpoint.of(FILE_MGR, new InstanceId(id), Labels.parse(List.of(labels))),
              held.seenMemory());
      reconciler = new Reconciler(source, held, Trigger.NONE, Clock.systemUTC());
    }

    void applies() throws Exception {
      assertThat(reconciler.reconcile()).isInstanceOf(Outcome.Applied.class);
    }

    void isUpToDateWith(long revision) throws Exception {
      assertThat(reconciler.reconcile())
          .isInstanceOfSatisfying(
              Outcome.UpToDate.class, it -> assertThat(it.revision()).isEqualTo(revision));
    }
  }

  private void publish(Map<String, FileTree> layers) throws Exception {
    TreeMap<LayerName, FileTree> components = new TreeMap<>();
    layers.forEach((name, tree) -> components.put(LayerName.parse(name), tree));
    Commits.make(store.revisions(), PROJECT, new Commit.Publish(components, Commits.AUTHORSHIP));
  }

  @Test
  void eachInstanceRunsWhatItSees() throws Exception {
    publish(
        Map.of(
            "_base/file-mgr", Trees.of("log", "base", "mime", "base"),
            "file-mgr", Trees.of("log", "own", "port", "own"),
            "file-mgr@rack=a", Trees.of("port", "a"),
            "file-mgr@fm-2", Trees.of("port", "2", "extra", "2")));
    Instance plain = new Instance("fm-1", "rack=b");
    Instance both = new Instance("fm-2", "rack=a");
    plain.applies();
    both.applies();

    assertThat(plain.home.resolve("mime")).hasContent("base");
    assertThat(plain.home.resolve("log")).hasContent("own");
    assertThat(plain.home.resolve("port")).hasContent("own");
    assertThat(plain.home.resolve("extra")).doesNotExist();
    assertThat(both.home.resolve("mime")).hasContent("base");
    assertThat(both.home.resolve("log")).hasContent("own");
    assertThat(both.home.resolve("port")).hasContent("2");
    assertThat(both.home.resolve("extra")).hasContent("2");
  }

  @Test
  void aChangeForOneInstanceChangesNothingForTheOthers() throws Exception {
    publish(Map.of("file-mgr", Trees.of("port", "own")));
    Instance other = new Instance("fm-1");
    Instance one = new Instance("fm-2");
    other.applies();
    one.applies();

    publish(Map.of("file-mgr", Trees.of("port", "own"), "file-mgr@fm-2", Trees.of("port", "2")));
    other.isUpToDateWith(2);
    one.applies();
    assertThat(one.home.resolve("port")).hasContent("2");

    publish(Map.of("file-mgr", Trees.of("port", "own")));
    other.isUpToDateWith(3);
    one.applies();
    assertThat(one.home.resolve("port")).hasContent("own");
  }

  @Test
  void theOrderOfLabelsIsTheComponentsToSay() throws Exception {
    FileTree rack = Trees.of("port", "rack");
    FileTree dc = Trees.of("port", "dc");
    FileTree weakRack =
        Trees.builder().spec(Map.of("labels.000", "rack", "labels.001", "dc")).build();
    FileTree weakDc =
        Trees.builder().spec(Map.of("labels.000", "dc", "labels.001", "rack")).build();
    Instance instance = new Instance("fm-1", "rack=a", "dc=x");
    publish(Map.of("file-mgr", weakRack, "file-mgr@rack=a", rack, "file-mgr@dc=x", dc));
    instance.applies();
    assertThat(instance.home.resolve("port")).hasContent("dc");

    publish(Map.of("file-mgr", weakDc, "file-mgr@rack=a", rack, "file-mgr@dc=x", dc));

    instance.applies();
    assertThat(instance.home.resolve("port")).hasContent("rack");
  }

  @Test
  void withoutTheComponentItselfItsLayersAreNothing() throws Exception {
    publish(Map.of("file-mgr", Trees.of("port", "own")));
    Instance instance = new Instance("fm-1");
    instance.applies();

    publish(Map.of("file-mgr@fm-1", Trees.of("port", "1")));

    assertThat(instance.reconciler.reconcile()).isInstanceOf(Outcome.Removed.class);
    assertThat(instance.home.resolve("port")).hasContent("own");
  }
}

package dev.orch.model.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.layer.ComponentState;
import dev.orch.model.layer.LayerName;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeadTest {
  private static final ComponentHead SOME = new ComponentHead(Digest.of(new byte[0]), "somewhere");

  private static Head head(String... layers) {
    TreeMap<LayerName, ComponentHead> components = new TreeMap<>();
    for (String layer : layers) {
      components.put(LayerName.parse(layer), SOME);
    }
    return new Head("id", 7, false, components);
  }

  @Test
  void aHeadKnowsItsComponentsByName() {
    Head head = head("file-mgr", "workflow@fm-1");

    assertThat(head.component(new ComponentName("file-mgr"))).contains(SOME);
    assertThat(head.component(new ComponentName("workflow"))).isEmpty();
    assertThat(head.componentNames())
        .containsExactly(new ComponentName("file-mgr"), new ComponentName("workflow"));
  }

  @Test
  void theLayersOfAComponentAreInTheOrderInWhichTheyLie() {
    Head head = head("file-mgr@a", "file-mgr", "file-mgr@rack=b", "_base/file-mgr", "file-mgrs");

    assertThat(
            ComponentState.of(head.components(), new ComponentName("file-mgr"))
                .orElseThrow()
                .layers()
                .keySet())
        .extracting(LayerName::value)
        .containsExactly("_base/file-mgr", "file-mgr", "file-mgr@rack=b", "file-mgr@a");
  }

  @Test
  void whatAProjectWillHoldIsWhatItHoldsAndWhatIsAdded() {
    assertThat(new StorageUse(40, 2).afterwards()).isEqualTo(42);
  }

  @Test
  void aSourceIsThereOnlyIfTheTreeCameFromACommit() {
    Authorship authorship = new Authorship("ann", "host", "why", null);
    assertThat(authorship.author()).isEqualTo("ann");
    assertThat(authorship.host()).isEqualTo("host");
    assertThat(authorship.message()).isEqualTo("why");
    assertThat(authorship.source()).isEmpty();
  }
}

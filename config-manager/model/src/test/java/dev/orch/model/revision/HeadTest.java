package dev.orch.model.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeadTest {
  @Test
  void aHeadKnowsItsComponentsByName() {
    TreeMap<ComponentName, ComponentHead> components = new TreeMap<>();
    ComponentName name = new ComponentName("file-mgr");
    ComponentHead fileManager = new ComponentHead(Digest.of(new byte[0]), "somewhere");
    components.put(name, fileManager);
    Head head = new Head("id", 7, false, components);
    components.clear();

    assertThat(head.component(name)).contains(fileManager);
    assertThat(head.component(new ComponentName("workflow"))).isEmpty();
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

package dev.orch.model.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.instance.Labels;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ViewpointTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");
  private static final List<LayerName> ALL =
      Stream.of(
              "file-mgr@fm-1",
              "file-mgr@fm-2",
              "file-mgr@rack=a",
              "file-mgr@rack=b",
              "file-mgr@dc=x",
              "file-mgr@os=deb",
              "file-mgr",
              "_base/file-mgr",
              "_base/workflow",
              "workflow@fm-1")
          .map(LayerName::parse)
          .toList();

  private static List<String> order(Viewpoint viewpoint, String... precedence) {
    return viewpoint.order(ALL, List.of(precedence)).stream().map(LayerName::value).toList();
  }

  private static Viewpoint instance(String id, String... labels) {
    return Viewpoint.of(FILE_MGR, new InstanceId(id), Labels.parse(List.of(labels)));
  }

  @Test
  void anInstanceSeesWhatIsForAllForItsLabelsAndForItself() {
    assertThat(order(instance("fm-1", "rack=a")))
        .containsExactly("_base/file-mgr", "file-mgr", "file-mgr@rack=a", "file-mgr@fm-1");
    assertThat(order(instance("fm-3", "rack=c"))).containsExactly("_base/file-mgr", "file-mgr");
  }

  @Test
  void aLabelThatIsNamedLaterIsStronger() {
    Viewpoint viewpoint = instance("fm-3", "rack=a", "dc=x", "os=deb");

    assertThat(order(viewpoint, "rack", "dc"))
        .containsExactly(
            "_base/file-mgr", "file-mgr", "file-mgr@os=deb", "file-mgr@rack=a", "file-mgr@dc=x");
    assertThat(order(viewpoint, "dc", "os", "rack"))
        .endsWith("file-mgr@dc=x", "file-mgr@os=deb", "file-mgr@rack=a");
  }

  @Test
  void whatAllHaveInCommonHasNoLayerForSome() {
    assertThat(order(Viewpoint.common(FILE_MGR))).containsExactly("_base/file-mgr", "file-mgr");
  }
}

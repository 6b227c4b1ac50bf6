package dev.orch.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerNameTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");

  @Test
  void aNameSaysWhichComponentAndForWhom() {
    assertThat(LayerName.parse("file-mgr")).isEqualTo(LayerName.of(FILE_MGR));
    assertThat(LayerName.parse("_base/file-mgr")).isEqualTo(LayerName.shared(FILE_MGR));
    assertThat(LayerName.parse("file-mgr@rack=a"))
        .isEqualTo(new LayerName(FILE_MGR, new LayerScope.Labelled("rack", "a")));
    assertThat(LayerName.parse("file-mgr@fm-3"))
        .isEqualTo(new LayerName(FILE_MGR, new LayerScope.One(new InstanceId("fm-3"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file-mgr", "_base/file-mgr", "file-mgr@rack=a", "file-mgr@fm-3"})
  void aNameIsWrittenAsItIsRead(String name) {
    assertThat(LayerName.problem(name)).isEmpty();
    assertThat(LayerName.parse(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "_base",
        "_base/",
        "_base/_x",
        "_base/a@b",
        "a@",
        "@b",
        "a@b@c",
        "a@=b",
        "a@b=",
        "a@b=c=d",
        "a/b",
        "a@b/c",
        "a@b=c/d",
        "_x@b",
        "a@../b"
      })
  void whatIsNoNameIsRefused(String name) {
    assertThat(LayerName.problem(name)).isPresent();
    assertThatThrownBy(() -> LayerName.parse(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesAreInTheOrderInWhichLayersLieOverEachOther() {
    TreeSet<LayerName> names = new TreeSet<>();
    for (String name :
        List.of("b", "a@x", "a@rack=b", "a", "_base/a", "a@dc=z", "_base/b", "a-1")) {
      names.add(LayerName.parse(name));
    }

    assertThat(names)
        .extracting(LayerName::value)
        .containsExactly("_base/a", "a", "a@dc=z", "a@rack=b", "a@x", "a-1", "_base/b", "b");
  }
}

package dev.orch.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.layer.LayerName;
import dev.orch.model.layer.LayerScope;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.source.FileStamp;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A component that is added to a record must not be forgotten where its equality is spelled out.
 */
class EqualityByHandTest {
  private static final Digest ONE = Digest.of(new byte[] {1});
  private static final Digest TWO = Digest.of(new byte[] {2});

  /** Pairs that differ in each component. */
  static Stream<List<Record>> pairs() {
    return Stream.of(
        List.of(new FileStamp(1, 2, 3), new FileStamp(4, 5, 6)),
        List.of(
            new FileEntry(new ConfigPath("a"), FileKind.PROPERTIES, ONE, 1, false),
            new FileEntry(new ConfigPath("b"), FileKind.CONFIGURATION, TWO, 2, true)),
        List.of(new ComponentHead(ONE, "here"), new ComponentHead(TWO, "there")),
        List.of(LayerName.parse("a"), LayerName.parse("_base/b")),
        List.of(new LayerScope.Labelled("k", "v"), new LayerScope.Labelled("l", "w")),
        List.of(
            new LayerScope.One(new InstanceId("i1")), new LayerScope.One(new InstanceId("i2"))));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void eachComponentCounts(List<Record> pair) throws Exception {
    Record one = pair.get(0);
    RecordComponent[] components = one.getClass().getRecordComponents();
    for (int changed = -1; changed < components.length; changed++) {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = components[i].getAccessor().invoke(pair.get(i == changed ? 1 : 0));
      }
      Object other = constructor(one.getClass(), components).newInstance(values);
      if (changed < 0) {
        assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
      } else {
        assertThat(other).as(components[changed].getName()).isNotEqualTo(one);
      }
    }
    assertThat(one).isNotEqualTo("something else");
  }

  private static Constructor<?> constructor(Class<?> type, RecordComponent[] components)
      throws NoSuchMethodException {
    return type.getDeclaredConstructor(
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
  }
}

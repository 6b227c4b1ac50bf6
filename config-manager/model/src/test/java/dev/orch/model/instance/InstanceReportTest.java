package dev.orch.model.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Digest;
import dev.orch.model.path.ConfigPath;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reports are bounded: each is one znode, and there is one of every instance. */
class InstanceReportTest {
  @Test
  void theErrorIsCutAtItsBound() {
    String longest = "e".repeat(InstanceReport.MAX_ERROR);
    assertThat(report(longest, 0).error()).contains(longest);
    assertThat(report(longest + "f", 0).error())
        .contains("e".repeat(InstanceReport.MAX_ERROR - 1) + "…");
    assertThat(report(null, 0).error()).isEmpty();
  }

  @Test
  void onlySoManyDriftedFilesAreNamed() {
    assertThat(report(null, InstanceReport.MAX_DRIFTED + 1).drifted())
        .hasSize(InstanceReport.MAX_DRIFTED)
        .startsWith(new ConfigPath("f0"));
  }

  @Test
  void whateverDiffersButTheTimeIsNews() throws Exception {
    InstanceReport report = report(null, 0);
    for (RecordComponent component : InstanceReport.class.getRecordComponents()) {
      InstanceReport other = with(report, component.getName());
      boolean time = component.getName().equals("reportedAt");
      assertThat(other).as(component.getName()).isNotEqualTo(report);
      assertThat(other.saysTheSameAs(report)).as(component.getName()).isEqualTo(time);
    }
    assertThat(report(null, 0)).isEqualTo(report).hasSameHashCodeAs(report);
    assertThat(report(null, 0).saysTheSameAs(report)).isTrue();
  }

  /** The same, but for one component. */
  private static InstanceReport with(InstanceReport report, String changed)
      throws ReflectiveOperationException {
    RecordComponent[] components = InstanceReport.class.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] =
          components[i].getName().equals(changed)
              ? another(types[i])
              : components[i].getAccessor().invoke(report);
    }
    return InstanceReport.class.getDeclaredConstructor(types).newInstance(values);
  }

  private static Object another(Class<?> type) {
    Map<Class<?>, Object> values =
        Map.of(
            String.class,
            "another",
            long.class,
            99L,
            boolean.class,
            true,
            InstanceState.class,
            InstanceState.HELD,
            Digest.class,
            Digest.of(new byte[1]),
            List.class,
            List.of(new ConfigPath("another")),
            Instant.class,
            Instant.MAX,
            Announcement.class,
            new Announcement(Labels.parse(List.of("rack=b")), Endpoints.NONE));
    return Objects.requireNonNull(values.get(type), type.getName());
  }

  private static InstanceReport report(@Nullable String error, int drifted) {
    List<ConfigPath> paths =
        IntStream.range(0, drifted).mapToObj(i -> new ConfigPath("f" + i)).toList();
    return new InstanceReport(
        "host", 1, "/srv", InstanceState.FAILED, 1, null, 2, paths, error, Instant.EPOCH);
  }
}

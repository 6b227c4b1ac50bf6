package dev.orch.model.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.path.ConfigPath;
import java.time.Instant;
import java.util.List;
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

  private static InstanceReport report(@Nullable String error, int drifted) {
    List<ConfigPath> paths =
        IntStream.range(0, drifted).mapToObj(i -> new ConfigPath("f" + i)).toList();
    return new InstanceReport(
        "host", 1, "/srv", InstanceState.FAILED, 1, null, 2, paths, error, Instant.EPOCH);
  }
}

package dev.orch.oozie.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.oozie.testing.OozieProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However often jobs change, and one change overtakes another: on the real server, every nominal
 * time succeeds exactly once. What comes when is up to the server too, so that a seed repeats the
 * changes, not the run; {@code -Dorch.seed=N} gives another.
 */
class StormOnRealOozieTest {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"drain", "kill"})
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void aFewChangesLoseNoNominalTimeAndRepeatNone(String policy) throws Exception {
    storm(policy, "few-" + policy, 6, List.of("north", "south"), 14);
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(strings = {"drain", "kill"})
  @Timeout(value = 14, unit = TimeUnit.MINUTES)
  void aStormOfChangesLosesNoNominalTimeAndRepeatsNone(String policy) throws Exception {
    storm(policy, "storm-" + policy, 60, List.of("north", "east", "south"), 40);
  }

  private void storm(String policy, String user, int changes, List<String> jobs, int minutes)
      throws Exception {
    long seed = Long.getLong("orch.seed", 5);
    System.out.printf("storm, policy %s: seed %d%n", policy, seed);
    try (RealDeployment deployment = new RealDeployment(OozieProcess.shared(), user, home)) {
      Storm storm = new Storm(deployment, home, new Random(seed), policy, jobs, minutes);

      storm.rage(changes);

      int times = storm.assertEachTimeSucceededOnce(user);
      System.out.printf("storm, policy %s: %d nominal times, each once%n", policy, times);
      assertThat(times).isGreaterThan(jobs.size());
    }
  }
}

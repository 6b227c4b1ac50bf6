package dev.orch.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.Rig;
import dev.orch.agent.process.Observed;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.testing.InMemoryStore;
import dev.orch.testing.Trees;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent with a real child, whose component says how its health is found out. */
final class HealthCheckedAgentTest {
  @TempDir private Path directory;
  private final InMemoryStore store = new InMemoryStore();
  private Rig rig;

  @BeforeEach
  void create() {
    rig = new Rig(store, directory.resolve("home"));
  }

  @AfterEach
  void close() {
    rig.close();
    store.close();
  }

  private static FileTree tree(String value, String check) {
    return Trees.builder()
        .file("etc/a.properties", value)
        .spec(
            Map.of(
                "rollout.healthCheck.command", check,
                "rollout.healthCheck.interval", "PT0.05S",
                "rollout.healthCheck.deadline", "PT1S"))
        .build();
  }

  @Test
  void aStateThatIsNotHealthyIsTakenBackAndTheFormerOneRunsAgain() throws Exception {
    long good = rig.publish(tree("a=1", "grep -q a=1 etc/a.properties"));
    rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, good);

    long bad = rig.publish(tree("a=2", "grep -q a=1 etc/a.properties"));
    InstanceReport report = rig.awaitState(InstanceState.FAILED, bad);

    assertThat(report.appliedRevision()).isEqualTo(good);
    assertThat(report.error().orElseThrow())
        .startsWith("not healthy within 1 s: the health command")
        .doesNotContain("the former files are back");
    rig.assertText("etc/a.properties", "a=1");
    List<String> starts = rig.awaitStarts(3);
    assertThat(starts.get(1)).endsWith(" " + bad + " a=2");
    assertThat(starts.get(2)).endsWith(" " + good + " a=1");
    assertThat(Observed.process(starts.get(2).split(" ", -1)[0]).isAlive()).isTrue();
  }

  @Test
  void aFormerStateThatIsNotHealthyEitherIsTold() throws Exception {
    long good = rig.publish(tree("a=1", "! test -e sick"));
    rig.start(rig.withChild(Rig.SERVER));
    rig.awaitState(InstanceState.APPLIED, good);

    long bad = rig.publish(tree("a=2", "touch sick; false"));
    InstanceReport report = rig.awaitState(InstanceState.FAILED, bad);

    assertThat(report.error().orElseThrow())
        .contains("; the former files are back, but: not healthy within 1 s");
  }
}

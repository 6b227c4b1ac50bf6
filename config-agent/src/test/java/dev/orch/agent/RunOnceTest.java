package dev.orch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.engine.Outcome;
import dev.orch.model.instance.InstanceState;
import dev.orch.testing.InMemoryStore;
import dev.orch.testing.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunOnceTest {
  @TempDir private Path directory;
  private final InMemoryStore store = new InMemoryStore();
  private Path home;
  private Rig rig;

  @BeforeEach
  void create() {
    home = directory.resolve("home");
    rig = new Rig(store, home);
  }

  @AfterEach
  void close() {
    rig.close();
    store.close();
  }

  @Test
  void itAppliesReportsAndLetsGo() throws Exception {
    long first = rig.publish(Trees.of("etc/a", "1"));
    assertThat(rig.runOnce()).isInstanceOf(Outcome.Applied.class);
    rig.assertText("etc/a", "1");
    assertThat(rig.awaitState(InstanceState.APPLIED, first).appliedRevision()).isEqualTo(first);
    rig.awaitLive(false);
    assertThat(rig.runOnce()).as("the home is free").isInstanceOf(Outcome.UpToDate.class);
  }

  @Test
  void howMuchIsFetchedIsTold() throws Exception {
    rig.publish(Trees.of("etc/a", "1", "etc/b", "23"));
    List<String> told = new ArrayList<>();
    rig.runOnce(
        (files, filesTotal, bytes, bytesTotal) ->
            told.add(files + " of " + filesTotal + ", of " + bytesTotal));
    assertThat(told).containsExactly("1 of 2, of 3", "2 of 2, of 3");
  }

  @Test
  void nothingPublishedIsToldFromNothingReachable() throws Exception {
    assertThat(rig.runOnce()).isInstanceOf(Outcome.Absent.class);
    store.setAvailable(false);
    assertHomeCompleteWithTheStoreAway(false);
  }

  private void assertHomeCompleteWithTheStoreAway(boolean complete) throws Exception {
    assertThat(rig.runOnce())
        .isInstanceOfSatisfying(
            Outcome.SourceUnavailable.class,
            away -> assertThat(away.homeComplete()).isEqualTo(complete));
  }

  @Test
  void aCompleteHomeIsGoodWithTheStoreAwayButNotFresh() throws Exception {
    rig.publish(Trees.of("etc/a", "1"));
    rig.runOnce();
    store.setAvailable(false);
    assertHomeCompleteWithTheStoreAway(true);
  }

  @Test
  void whatStandsInTheWayIsHeld() throws Exception {
    rig.publish(Trees.of("etc/a", "1"));
    Files.createDirectories(home.resolve("etc"));
    Files.writeString(home.resolve("etc/a"), "mine");
    assertThat(rig.runOnce()).isInstanceOf(Outcome.Held.class);
    rig.assertText("etc/a", "mine");
    assertThat(rig.status().orElseThrow().report().error()).get().asString().contains("etc/a");
  }

  @Test
  void aStartThatFailsIsUndoneAndSaidSo() throws Exception {
    rig.publish(Trees.builder().file("etc/a", "1").spec(Map.of("command.start", "exit 1")).build());
    assertThat(rig.runOnce()).isInstanceOf(Outcome.Failed.class);
    assertThat(home.resolve("etc")).doesNotExist();
  }

  @Test
  void aComponentThatIsGoneIsWithdrawn() throws Exception {
    rig.publish(Trees.of("etc/a", "1"));
    rig.runOnce();
    rig.withdraw();
    assertThat(rig.runOnce()).isInstanceOf(Outcome.Removed.class);
    rig.assertText("etc/a", "1");
  }

  @Test
  void aChildWouldEndWithIt() {
    assertThatThrownBy(() -> Agent.runOnce(rig.withChild("sleep 300"), store, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(home).doesNotExist();
  }
}

package dev.orch.publisher;

import static dev.orch.publisher.fixture.Fixtures.OPTIONS;
import static dev.orch.publisher.fixture.Fixtures.WEATHER;
import static dev.orch.publisher.fixture.Fixtures.request;
import static dev.orch.publisher.fixture.Fixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.WriteSession;
import dev.orch.publisher.CommitResult.Committed;
import dev.orch.publisher.CommitResult.Unchanged;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.guard.Allowance;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.testing.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardsTest {
  private final InMemoryStore store = new InMemoryStore();
  private final Publisher publisher =
      new Publisher(store, new PublisherSettings(1000, 100, 50, Duration.ofSeconds(5)));

  @BeforeEach
  void publishFourFilesAndOne() throws InterruptedException {
    publish(live());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static SourceTreeInMemory live() {
    return SourceTreeInMemory.of(
        "file-mgr/a",
        "1",
        "file-mgr/b",
        "2",
        "file-mgr/c",
        "3",
        "file-mgr/d",
        "4",
        "ingest/e",
        "5");
  }

  private CommitResult publish(SourceTreeInMemory tree, Allowance... allowed)
      throws InterruptedException {
    return publisher.publish(request(scan(tree), allowed), CommitProgress.NONE);
  }

  private RefusedException refused(SourceTreeInMemory tree, Allowance... allowed)
      throws InterruptedException {
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> publish(tree, allowed));
    assertThat(refused).as("expected to be refused").isNotNull();
    assertThat(store.revisions().head(WEATHER).orElseThrow().revision()).isEqualTo(1);
    return refused;
  }

  @Test
  void anEmptyTreeIsRefusedNamingItsOption() throws InterruptedException {
    RefusedException refused = refused(SourceTreeInMemory.of("README", "x"));
    assertThat(refused).hasMessageContaining("the tree tree has no file");
    assertThat(refused.advice()).contains("--allow-empty").doesNotContain("--allow-removals");
    assertThat(publish(new SourceTreeInMemory(), Allowance.EMPTY)).isInstanceOf(Committed.class);
    // Nothing is live now; but a wrong directory is one still.
    assertThat(
            catchThrowableOfType(RefusedException.class, () -> publish(new SourceTreeInMemory())))
        .isNotNull();
    assertThat(publish(new SourceTreeInMemory(), Allowance.EMPTY)).isInstanceOf(Unchanged.class);
  }

  @Test
  void moreThanHalfOfAComponentsFilesGoingIsRefused() throws InterruptedException {
    RefusedException refused =
        refused(live().remove("file-mgr/a").remove("file-mgr/b").remove("file-mgr/c"));
    assertThat(refused).hasMessageContaining("3 of 4 files of component file-mgr");
    assertThat(refused.advice()).contains("--allow-removals");
    assertThat(publish(live().remove("file-mgr/a").remove("file-mgr/b")))
        .as("just half")
        .isInstanceOf(Committed.class);
  }

  @Test
  void aWholeComponentGoingIsRefusedAndAllowed() throws InterruptedException {
    assertThat(refused(live().remove("ingest/e")))
        .hasMessageContaining("component ingest would be removed, 1 files");
    assertThat(publish(live().remove("ingest/e"), Allowance.REMOVALS))
        .isInstanceOf(Committed.class);
  }

  @Test
  void aSelectedComponentThatIsGoneFromTheTreeIsARemoval() throws InterruptedException {
    ComponentSelection ingest = ComponentSelection.of(List.of(new ComponentName("ingest")));
    DesiredTree tree = scan(live().remove("ingest/e"), ingest);
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> publisher.publish(request(tree), CommitProgress.NONE));
    assertThat(refused.advice()).contains("--allow-removals");
    assertThat(publisher.publish(request(tree, Allowance.REMOVALS), CommitProgress.NONE))
        .isInstanceOf(Committed.class);
    assertThat(store.revisions().head(WEATHER).orElseThrow().components())
        .containsOnlyKeys(LayerName.parse("file-mgr"));
  }

  @Test
  void aProjectAboveItsLimitIsRefusedSayingWhatItHolds() throws InterruptedException {
    RefusedException refused = refused(live().put("ingest/big", "x".repeat(96)));
    assertThat(refused)
        .hasMessageContaining("would hold 101 B (5 B now, 96 B more), its limit is 100 B");
    assertThat(refused.advice()).contains("--project-limit");
    assertThat(publish(live().put("ingest/big", "x".repeat(95)))).isInstanceOf(Committed.class);
  }

  @Test
  void allGuardsThatTripAreToldTogether() throws InterruptedException {
    SourceTreeInMemory tree = live().remove("ingest/e").put("file-mgr/big", "x".repeat(500));
    assertThat(refused(tree).advice()).contains("--allow-removals").contains("--project-limit");
    assertThat(refused(tree, Allowance.REMOVALS).advice()).doesNotContain("--allow-removals");
  }

  @Test
  void whatIsRefusedWaitsForNoOtherWriter() throws Exception {
    DesiredTree tree = scan(live().remove("ingest/e"));
    try (WriteSession other =
        store.revisions().write(WEATHER, "someone else", Duration.ofSeconds(1))) {
      assertThat(other.head().revision()).isEqualTo(1);
      assertThatThrownBy(() -> publisher.publish(request(tree), CommitProgress.NONE))
          .isInstanceOf(RefusedException.class)
          .hasMessageNotContaining("someone else");
    }
  }

  @Test
  void aFirstPublishAboveTheLimitLeavesNoProject() throws Exception {
    ProjectName other = new ProjectName("other");
    DesiredTree tree = scan(SourceTreeInMemory.of("file-mgr/big", "x".repeat(101)));
    assertThatThrownBy(
            () ->
                publisher.publish(
                    new PublishRequest(other, tree, SourceHistory.NONE, Set.of(), OPTIONS),
                    CommitProgress.NONE))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("its limit is 100 B");
    assertThat(store.revisions().projects()).doesNotContain(other);
  }

  @Test
  void aDryRunIsRefusedAsTheRealOneWouldBe() throws InterruptedException {
    DesiredTree tree = scan(new SourceTreeInMemory());
    CommitOptions dry = new CommitOptions(OPTIONS.author(), "", null, true);
    PublishRequest request =
        new PublishRequest(WEATHER, tree, request(tree).history(), Set.of(), dry);
    assertThat(
            catchThrowableOfType(
                RefusedException.class, () -> publisher.publish(request, CommitProgress.NONE)))
        .isNotNull();
  }
}

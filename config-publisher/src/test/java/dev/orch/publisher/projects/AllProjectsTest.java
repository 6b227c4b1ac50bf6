package dev.orch.publisher.projects;

import static dev.orch.publisher.fixture.Fixtures.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.revision.CommitProgress;
import dev.orch.publisher.CommitResult;
import dev.orch.publisher.PublishRequest;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.publisher.scan.TreeScanner;
import dev.orch.testing.InMemoryStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllProjectsTest {
  private final InMemoryStore store = new InMemoryStore();
  private final Publisher publisher = new Publisher(store, PublisherSettings.DEFAULT);
  private final TreeScanner scanner = new TreeScanner(1000);

  @AfterEach
  void close() {
    scanner.close();
    store.close();
  }

  private AllProjects scan(Map<String, SourceTreeInMemory> projects) throws InterruptedException {
    SourceTreeInMemory root = new SourceTreeInMemory();
    projects.keySet().forEach(name -> root.put(name + "/x/y", ""));
    return AllProjects.scan(
        scanner, root, name -> projects.getOrDefault(name, new SourceTreeInMemory()));
  }

  private List<ProjectOutcome<CommitResult>> publish(AllProjects all) throws InterruptedException {
    return all.forEach(
        (project, tree) ->
            publisher.publish(
                new PublishRequest(project, tree, SourceHistory.NONE, Set.of(), OPTIONS),
                CommitProgress.NONE));
  }

  @Test
  void eachProjectIsOneCommit() throws InterruptedException {
    AllProjects all =
        scan(
            Map.of(
                "weather", SourceTreeInMemory.of("a/b", "1"),
                "ocean", SourceTreeInMemory.of("a/b", "2")));
    assertThat(publish(all))
        .allMatch(it -> it.result().orElseThrow() instanceof CommitResult.Committed);
    assertThat(publish(all))
        .allMatch(it -> it.result().orElseThrow() instanceof CommitResult.Unchanged);
    assertThat(store.revisions().projects())
        .containsExactly(new ProjectName("ocean"), new ProjectName("weather"));
  }

  @Test
  void nothingIsWrittenIfAnyIsInvalidAndAllProblemsAreTold() throws InterruptedException {
    InvalidInputException refused =
        catchThrowableOfType(
            InvalidInputException.class,
            () ->
                scan(
                    Map.of(
                        "weather", SourceTreeInMemory.of("a/b", "1"),
                        "ocean", SourceTreeInMemory.of("a/b.xml", "<a>"),
                        "land", SourceTreeInMemory.of("a/c.properties", "\\u"))));
    assertThat(refused.problems())
        .extracting(Problem::where)
        .containsExactly("land/a/c.properties:1:1", "ocean/a/b.xml:1:4");
    assertThat(store.revisions().projects()).isEmpty();
  }

  @Test
  void aFailureOfOneDoesNotKeepTheOthers() throws InterruptedException {
    List<ProjectOutcome<CommitResult>> outcomes =
        publish(
            scan(
                Map.of(
                    "a", SourceTreeInMemory.of("x/y", "1"),
                    "b-empty", new SourceTreeInMemory(),
                    "c", SourceTreeInMemory.of("x/y", "1"))));
    assertThat(outcomes)
        .extracting(it -> it.failure().isPresent())
        .containsExactly(false, true, false);
    assertThat(outcomes.get(1).failure().orElseThrow()).isInstanceOf(RefusedException.class);
  }

  @Test
  void aLostStoreIsNotWaitedForAgainAndAgain() throws InterruptedException {
    AllProjects all =
        scan(
            Map.of(
                "a", SourceTreeInMemory.of("x/y", "1"),
                "b", SourceTreeInMemory.of("x/y", "1"),
                "c", SourceTreeInMemory.of("x/y", "1")));
    store.setAvailable(false);
    int[] tried = {0};
    List<ProjectOutcome<Object>> outcomes =
        all.forEach(
            (project, tree) -> {
              tried[0]++;
              return publisher.plan(project, tree);
            });
    assertThat(tried[0]).isEqualTo(1);
    assertThat(outcomes)
        .hasSize(3)
        .allMatch(it -> it.failure().orElseThrow() instanceof StoreUnavailableException);
  }
}

package dev.orch.publisher;

import static dev.orch.publisher.fixture.Fixtures.WEATHER;
import static dev.orch.publisher.fixture.Fixtures.request;
import static dev.orch.publisher.fixture.Fixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.revision.CommitProgress;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.plan.Plan;
import dev.orch.testing.InMemoryStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValidatorsAndSecretsTest {
  private final InMemoryStore store = new InMemoryStore();
  private final Publisher publisher = new Publisher(store, PublisherSettings.DEFAULT);

  @AfterEach
  void close() {
    store.close();
  }

  private static SourceTreeInMemory tree(String yaml) {
    return SourceTreeInMemory.of(
        "c/component.yaml", yaml, "c/etc/a file", "ü", "c/b", "2", "d/e", "3");
  }

  private CommitResult publish(SourceTreeInMemory tree) throws InterruptedException {
    return publisher.publish(request(scan(tree)), CommitProgress.NONE);
  }

  @Test
  void aValidatorGetsTheFilesAsTheyWillLie() throws Exception {
    String yaml =
        """
        validators:
          - test "$(find . -type f | sort | tr '\\n' ' ')" = "./b ./etc/a file "
          - test "$ORCH_PROJECT/$ORCH_COMPONENT $(cat 'etc/a file')" = "weather/c ü"
        """;

    assertThat(publish(tree(yaml))).isInstanceOf(CommitResult.Committed.class);
  }

  @Test
  void whatValidatorsFindKeepsTheTreeFromBeingPublished() {
    String yaml =
        """
        validators:
          - "echo first; echo 'b:1: two is odd' >&2; exit 3"
          - "exit 0"
          - { command: "sleep 100", timeout: 100ms }
        """;

    assertThatThrownBy(() -> publish(tree(yaml)))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::toString)
                    .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).contains("echo first").endsWith("exit code 3"),
                        p -> assertThat(p).isEqualTo("c [01]: first"),
                        p -> assertThat(p).isEqualTo("c [02]: b:1: two is odd"),
                        p ->
                            assertThat(p)
                                .contains("sleep 100")
                                .endsWith("did not end within 100 ms")));
    assertThat(store.revisions()).satisfies(it -> assertThat(it.head(WEATHER)).isEmpty());
  }

  @Test
  void whoDoesNotTrustATreeRunsNoneOfItsCommands() throws Exception {
    Publisher careful = new Publisher(store, PublisherSettings.DEFAULT.withoutValidators());

    assertThat(careful.plan(WEATHER, scan(tree("validators: [ exit 1 ]"))).isEmpty()).isFalse();
  }

  @Test
  void validatorsOfWhatDidNotChangeAreNotRun() throws Exception {
    publish(tree("validators: [ 'true' ]"));
    SourceTreeInMemory refusing = tree("validators: [ 'false' ]");

    assertThat(publish(refusing)).isInstanceOf(CommitResult.Unchanged.class);
  }

  @Test
  void secretsInWhatChangesArePointedOutAndPublishedAllTheSame() throws Exception {
    SourceTreeInMemory tree =
        SourceTreeInMemory.of(
            "c/a.properties", "x=1\n db.password=hunter2\n",
            "c/test/a.properties", "password=hunter2",
            "c/component.yaml", "secrets: { 'test/**': false }",
            "c/binary", "\0password=hunter2");

    Plan plan = publisher.plan(WEATHER, scan(tree));
    CommitResult committed = publish(tree);
    CommitResult again = publish(tree);

    assertThat(plan.warnings())
        .containsExactly(
            "c/a.properties:2:2: the value of db.password looks like a secret in plain text:"
                + " everyone who can read the store can read it");
    assertThat(committed).isInstanceOf(CommitResult.Committed.class);
    assertThat(committed.warnings()).isEqualTo(plan.warnings());
    assertThat(again.warnings()).isEqualTo(List.of());
  }
}

package dev.orch.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.InstanceId;
import dev.orch.model.RefusedException;
import dev.orch.model.output.OutputPart;
import dev.orch.model.output.OutputPlace;
import dev.orch.model.output.OutputQuestion;
import dev.orch.model.output.OutputSource;
import dev.orch.model.output.Outputs;
import dev.orch.model.revision.Subscription;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link Outputs} promises. */
public abstract class OutputsContract extends InstanceContract {
  private static final Duration LONG = Duration.ofSeconds(30);

  private Subscription answer(OutputSource source) {
    return store().outputs().answer(project, FILE_MGR, NODE1, source);
  }

  private OutputQuestion ask() throws InterruptedException {
    return ofAnotherProcess().outputs().ask(project, FILE_MGR, NODE1);
  }

  @Test
  void whoAsksIsToldWhatWasWrittenAfterAPlace() throws Exception {
    String written = "größer ".repeat(9_000);
    try (Subscription answers =
            answer(
                place ->
                    place.equals(OutputPlace.NOTHING)
                        ? new OutputPart(new OutputPlace("start#1", 63_000), written)
                        : new OutputPart(
                            new OutputPlace("start#1", place.length() + 1), place.stream()));
        OutputQuestion question = ask();
        OutputQuestion another = ask()) {
      assertThat(answers).isNotNull();
      OutputPart first = question.after(OutputPlace.NOTHING, LONG).orElseThrow();
      assertThat(first.text()).isEqualTo(written);
      OutputPart second = question.after(first.end(), LONG).orElseThrow();
      assertThat(second).isEqualTo(new OutputPart(new OutputPlace("start#1", 63_001), "start#1"));
      assertThat(another.after(OutputPlace.NOTHING, LONG)).contains(first);
    }
  }

  @Test
  void whyThereIsNoneIsTold() throws Exception {
    try (Subscription answers =
            answer(
                place -> {
                  throw new IOException("it is not kept");
                });
        OutputQuestion question = ask()) {
      assertThat(answers).isNotNull();
      assertThatThrownBy(() -> question.after(OutputPlace.NOTHING, LONG))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("it is not kept");
    }
  }

  @Test
  void whereNobodyAnswersNothingIsTold() throws Exception {
    answer(place -> new OutputPart(place, "")).close();
    try (OutputQuestion question = ask()) {
      assertThat(question.after(OutputPlace.NOTHING, Duration.ofMillis(300))).isEmpty();
    }
  }

  @Test
  void anInstanceThatIsNotThereCannotBeAsked() {
    assertThatThrownBy(
            () -> ofAnotherProcess().outputs().ask(project, FILE_MGR, new InstanceId("node2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("node2");
  }

  @Test
  void anInstanceIsForgottenWithTheQuestionsToIt() throws Exception {
    try (OutputQuestion question = ask()) {
      assertThat(question.after(OutputPlace.NOTHING, Duration.ofMillis(100))).isEmpty();
      store().instances().forget(project, FILE_MGR, NODE1);
      assertThat(store().instances().instances(project)).isEmpty();
    }
  }
}

package dev.orch.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.HealthCheck;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a canary that bakes is asked, and what makes it unhealthy; by a clock that is set. */
final class VigilTest {
  private final Component component = new Component();
  private Duration now = Duration.ofHours(-3);
  private final Vigil vigil = new Vigil(component, () -> now.toNanos());

  private static final class Component implements HealthProbe {
    private Optional<HealthCheck> check =
        Optional.of(
            new HealthCheck(
                new HealthCheck.Probe.Command("ask"),
                Duration.ofSeconds(10),
                3,
                Duration.ofSeconds(60)));
    private @Nullable String sick;
    private int asked;

    @Override
    public Optional<HealthCheck> check() {
      return check;
    }

    @Override
    public Optional<String> problem() {
      asked++;
      return Optional.ofNullable(sick);
    }
  }

  private Optional<String> after(int seconds) throws InterruptedException {
    now = now.plusSeconds(seconds);
    return vigil.look("r1");
  }

  @Test
  void itIsAskedAtItsIntervalHoweverOftenOneLooks() throws Exception {
    assertThat(after(0)).isEmpty();
    assertThat(vigil.next()).contains(Duration.ofSeconds(10));
    after(4);
    assertThat(component.asked).isZero();
    assertThat(vigil.next()).contains(Duration.ofSeconds(6));
    after(6);
    after(1);
    assertThat(component.asked).isEqualTo(1);
    assertThat(vigil.next()).contains(Duration.ofSeconds(9));
  }

  @Test
  void asManyFailuresInARowAsSuccessesMakeItHealthyMakeItUnhealthy() throws Exception {
    after(0);
    component.sick = "closed";
    assertThat(after(10)).isEmpty();
    assertThat(after(10)).isEmpty();
    component.sick = null;
    assertThat(after(10)).isEmpty();
    component.sick = "closed";
    assertThat(after(10)).isEmpty();
    assertThat(after(10)).isEmpty();
    assertThat(after(10)).contains("closed");
    // Whoever could not tell anyone hears it again.
    assertThat(after(10)).contains("closed");
  }

  @Test
  void anotherRolloutAndAPauseBeginAnew() throws Exception {
    after(0);
    component.sick = "closed";
    after(10);
    after(10);
    assertThat(vigil.look("r2")).isEmpty();
    assertThat(vigil.next()).contains(Duration.ofSeconds(10));
    now = now.plusSeconds(10);
    assertThat(vigil.look("r2")).isEmpty();
    vigil.rest();
    assertThat(vigil.next()).isEmpty();
    assertThat(vigil.look("r2")).isEmpty();
    assertThat(component.asked).isEqualTo(3);
  }

  @Test
  void whatHasNoCheckOrIsKeptStoppedIsNotAsked() throws Exception {
    after(0);
    component.check = Optional.empty();
    component.sick = "closed";
    assertThat(after(10)).isEmpty();
    assertThat(vigil.next()).isEmpty();
    assertThat(component.asked).isZero();
  }
}

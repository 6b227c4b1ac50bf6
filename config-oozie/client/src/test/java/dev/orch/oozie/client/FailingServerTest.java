package dev.orch.oozie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.oozie.client.StrangeServer.Answer;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that don't do what they should. */
final class FailingServerTest {
  private static final JobId JOB = new JobId("0000000-261126000000000-oozie-root-C");
  private static final Map<String, String> PROPERTIES =
      Map.of("oozie.coord.application.path", "hdfs://nn/a");

  private StrangeServer strange;

  @BeforeEach
  void start() throws IOException {
    strange = new StrangeServer();
  }

  @AfterEach
  void stop() throws IOException {
    strange.close();
  }

  private OozieServer oozie() {
    return new OozieConnection(strange.url(), "etl", Duration.ofSeconds(5), Duration.ofMillis(300))
        .open();
  }

  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @Test
  void aServerThatHangsIsUnavailable() {
    strange.answer(Answer.SILENCE);

    assertThatThrownBy(() -> oozie().submit(PROPERTIES))
        .isInstanceOfSatisfying(
            StoreUnavailableException.class,
            e -> assertThat(e.advice()).contains("not known: look at the job"))
        .hasMessageContaining("submit a job")
        .hasMessageContaining(strange.url().toString())
        .hasMessageContaining("PT0.3S");
    assertThatThrownBy(() -> oozie().coordinator(JOB))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("look at " + JOB);
  }

  @Test
  void aChangingCallWhoseConnectionBreaksIsNotMadeAgain() {
    strange.answer(Answer.BREAK);

    assertThatThrownBy(() -> oozie().submit(PROPERTIES))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(strange.requests("POST")).isOne();
    assertThatThrownBy(() -> oozie().kill(JOB)).isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> oozie().unpause(JOB)).isInstanceOf(StoreUnavailableException.class);
    assertThat(strange.requests("PUT")).isEqualTo(2);
  }

  @Test
  void aReadWhoseConnectionBreaksIsMadeAgain() {
    strange.answer(Answer.BREAK);

    assertThatThrownBy(() -> oozie().jobs(JobKind.COORDINATOR, "etl", Set.of()))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(strange.requests("GET")).isGreaterThan(1);
  }

  @Test
  void whoIsNotLetInIsTold() {
    strange.answer(Answer.UNAUTHORIZED);

    assertThatThrownBy(() -> oozie().kill(JOB))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.advice()).contains("lets the user etl in", "auth: kerberos"))
        .hasMessageContaining("401");
  }

  @Test
  void aServerInTroubleIsUnavailable() {
    strange.answer(Answer.TROUBLE);

    assertThatThrownBy(() -> oozie().kill(JOB))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("503");
  }

  @Test
  void whatIsNoOozieIsUnavailable() {
    strange.answer(Answer.PAGE);

    assertThatThrownBy(() -> oozie().jobs(JobKind.COORDINATOR, "etl", Set.of()))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(strange.url().toString());
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() throws IOException {
    URI url = strange.url();
    strange.close();

    assertThatThrownBy(() -> OozieConnection.of(url, "etl").open().job(JOB))
        .isInstanceOfSatisfying(
            StoreUnavailableException.class,
            e -> assertThat(e.advice()).contains("whether the URL is right"))
        .hasMessageContaining(url.toString());
  }
}

package dev.orch.agent.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.orch.agent.Moves;
import dev.orch.agent.command.CommandRunner;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.model.component.HealthCheck;
import dev.orch.model.component.HealthCheck.Probe;
import dev.orch.model.component.Reaction;
import dev.orch.testing.Await;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real commands and sockets. */
@Timeout(120)
final class HealthWatchTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private Path home;
  private HealthWatch watch;

  @BeforeEach
  void create() throws Exception {
    home = Files.createDirectory(directory.resolve("home"));
    watch = new HealthWatch(Moves.IDENTITY, new CommandRunner(directory.resolve("scratch")));
  }

  private TriggerContext context() {
    return Moves.asking(Reaction.RESTART, home).context();
  }

  private void await(Probe probe, int successes, Duration deadline) throws Exception {
    watch.awaitHealthy(new HealthCheck(probe, SHORT, successes, deadline), context());
  }

  /** Time that passes only while someone waits. */
  private static final class WaitedTime implements Waiting {
    private final List<Duration> waits = new ArrayList<>();

    @Override
    public long nanoTime() {
      return waits.stream().mapToLong(Duration::toNanos).sum();
    }

    @Override
    public void await(Duration time) {
      waits.add(time);
    }
  }

  @Test
  void itWaitsForTheIntervalBetweenAttemptsAndNotBeyondTheDeadline() {
    WaitedTime time = new WaitedTime();
    HealthWatch timed =
        new HealthWatch(Moves.IDENTITY, new CommandRunner(directory.resolve("scratch")), time);
    HealthCheck check =
        new HealthCheck(
            new Probe.Command("echo x >> asked; false"),
            Duration.ofSeconds(20),
            1,
            Duration.ofSeconds(50));
    assertThatThrownBy(() -> timed.awaitHealthy(check, context()))
        .hasMessageStartingWith("not healthy within 50 s");
    assertThat(time.waits)
        .containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(10));
    assertThat(home.resolve("asked")).hasContent("x\nx\nx");
  }

  @Test
  void whoWaitsForTheNextAttemptAndIsInterruptedEndsAtOnce() throws Exception {
    HealthCheck check =
        new HealthCheck(
            new Probe.Command("touch asked; false"), Duration.ofHours(1), 1, Duration.ofHours(2));
    FutureTask<Void> waiting =
        new FutureTask<>(
            () -> {
              watch.awaitHealthy(check, context());
              return null;
            });
    Thread thread = new Thread(waiting, "test-health");
    thread.start();
    Await.until(
        "it waits",
        () ->
            Files.exists(home.resolve("asked"))
                && thread.getState() == Thread.State.TIMED_WAITING
                && List.of(thread.getStackTrace()).toString().contains("Waiting"));
    thread.interrupt();
    assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void aCommandIsAskedInTheHomeUntilItSucceedsOftenEnoughInARow() throws Exception {
    // Succeeds at its second attempt, fails at the third, and succeeds from then on.
    String line = "echo $ORCH_INSTANCE >> asked; n=$(wc -l < asked); [ $n -eq 2 ] || [ $n -ge 4 ]";
    await(new Probe.Command(line), 2, LONG);
    assertThat(Files.readAllLines(home.resolve("asked"))).hasSize(5).containsOnly("node-1");
  }

  @Test
  void aCommandThatNeverSucceedsFailsAtTheDeadlineWithItsLastWords() {
    assertThatThrownBy(
            () -> await(new Probe.Command("echo no table; exit 7"), 1, Duration.ofMillis(300)))
        .isInstanceOf(TriggerException.class)
        .hasMessageStartingWith("not healthy within 300 ms: the health command")
        .hasMessageContaining("exit code 7")
        .hasMessageContaining("no table");
  }

  @Test
  void successesThatDoNotSufficeAreNotHealth() {
    assertThatThrownBy(
            () ->
                await(new Probe.Command("true"), HealthCheck.MAX_SUCCESSES, Duration.ofMillis(300)))
        .hasMessageContaining("attempts succeeded");
  }

  @Test
  void aCommandThatHangsIsEndedAtTheDeadline() {
    assertThatThrownBy(() -> await(new Probe.Command("sleep 600"), 1, Duration.ofMillis(500)))
        .hasMessageStartingWith("not healthy within 500 ms")
        .hasMessageContaining("did not end within");
  }

  @Test
  void aPortIsHealthyOnceItIsOpen() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      await(new Probe.Tcp("localhost", server.getLocalPort()), 2, LONG);
    }
  }

  @Test
  void aClosedPortIsNotHealthy() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    assertThatThrownBy(() -> await(new Probe.Tcp("localhost", port), 1, Duration.ofMillis(200)))
        .hasMessageContaining("no connection to localhost:" + port);
  }

  @Test
  void aUrlIsHealthyOnceItsStatusIsNoError() throws Exception {
    Iterator<Integer> statuses = List.of(503, 404, 302).iterator();
    AtomicInteger asked = new AtomicInteger();
    HttpServer server = server(exchange -> asked.incrementAndGet() > 0 ? statuses.next() : 500);
    try {
      await(new Probe.Http(url(server)), 1, LONG);
      assertThat(asked).hasValue(3);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aUrlThatAnswersWithAnErrorIsNotHealthyAndSaysWhich() throws Exception {
    HttpServer server = server(exchange -> 503);
    try {
      assertThatThrownBy(() -> await(new Probe.Http(url(server)), 1, Duration.ofMillis(300)))
          .hasMessageContaining("answered with status 503");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aServerThatTakesTheConnectionAndSaysNothingIsNotHealthy() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://localhost:" + mute.getLocalPort() + "/health");
      assertThatThrownBy(() -> await(new Probe.Http(url), 1, Duration.ofMillis(300)))
          .hasMessageContaining("no answer from " + url + " within");
    }
  }

  private interface Answer {
    int status(com.sun.net.httpserver.HttpExchange exchange);
  }

  private static HttpServer server(Answer answer) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(answer.status(exchange), -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI url(HttpServer server) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/health");
  }
}

package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.RealDeployment.LIMIT;
import static dev.orch.oozie.deploy.RealDeployment.QUICK;
import static dev.orch.oozie.deploy.RealDeployment.everyMinute;
import static dev.orch.oozie.deploy.RealDeployment.held;
import static dev.orch.oozie.deploy.RealDeployment.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobSummary;
import dev.orch.oozie.server.OozieServer;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whoever acts dies at each call to the real server that changes something, before and after it,
 * and after each note: whoever comes next finishes, and every nominal time succeeds once.
 */
@Tag("full")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class DeathsOnRealOozieTest {
  private static final int MINUTES = 10;
  private static final int LONGER = 14;
  private static final int MOST_OF_A_KIND = 5;
  private static final Set<String> CHANGING =
      Set.of("submit", "update", "pauseAt", "unpause", "endAt", "kill", "killActions", "rerun");

  @TempDir Path home;

  private enum When {
    BEFORE_CALL,
    AFTER_CALL,
    AFTER_NOTE
  }

  /** One deployment that dies once, of one job. */
  private static final class Mortal {
    private final When when;
    private final int number;
    private final String job;
    private final RealDeployment deployment;
    private int calls;
    private boolean armed;
    private boolean died;
    private boolean done;

    Mortal(When when, int number, String user, Path home) {
      this.when = when;
      this.number = number;
      this.job = user + "-" + when.name().toLowerCase(Locale.ROOT) + "-" + number;
      this.deployment = new RealDeployment(OozieProcess.shared(), user, home, this::watched);
    }

    private OozieServer watched(OozieServer server) {
      return (OozieServer)
          Proxy.newProxyInstance(
              OozieServer.class.getClassLoader(),
              new Class<?>[] {OozieServer.class},
              (proxy, method, arguments) -> {
                boolean now = armed && CHANGING.contains(method.getName()) && calls++ == number;
                if (now && when == When.BEFORE_CALL) {
                  throw new InMemoryJobMemory.Died();
                }
                try {
                  Object result = method.invoke(server, arguments);
                  if (now && when == When.AFTER_CALL) {
                    throw new InMemoryJobMemory.Died();
                  }
                  return result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    void arm() {
      armed = true;
      if (when == When.AFTER_NOTE) {
        deployment.memory().dieAfter(save -> save == number);
      }
    }

    void step(FileTree tree) throws Exception {
      if (done) {
        return;
      }
      try {
        DeployReport report = deployment.pass(tree);
        done = !report.isWaiting();
        if (done) {
          RealDeployment.well(report);
        }
      } catch (InMemoryJobMemory.Died e) {
        died = true;
      }
    }

    /** Of all jobs of the name, whoever submitted them. */
    List<Instant> succeeded(OozieServer server, String user) {
      List<Instant> all = new ArrayList<>();
      for (JobSummary summary : server.jobs(JobKind.COORDINATOR, user, Set.of())) {
        if (summary.name().equals(job)) {
          server.actions(summary.id(), Set.of(ActionStatus.SUCCEEDED)).stream()
              .map(CoordinatorAction::nominal)
              .forEach(all::add);
        }
      }
      all.sort(null);
      return all;
    }
  }

  @ParameterizedTest
  @CsvSource({"dies-updating, " + MINUTES, "dies-handing, " + LONGER})
  void whereverItDiesTheNextFinishesAndEveryTimeSucceedsOnce(String user, int minutesAfter)
      throws Exception {
    Path gate = home.resolve("gate");
    List<Mortal> all = new ArrayList<>();
    for (When when : When.values()) {
      for (int number = 0; number < MOST_OF_A_KIND; number++) {
        all.add(new Mortal(when, number, user, home));
      }
    }
    for (Mortal mortal : all) {
      RealDeployment.well(mortal.deployment.pass(before(mortal, gate)));
    }
    for (Mortal mortal : all) {
      mortal.deployment.awaitRuns(mortal.deployment.idOf(mortal.job), ActionStatus.RUNNING, 2);
      mortal.arm();
      mortal.step(after(mortal, minutesAfter));
    }
    Files.writeString(gate, "");

    Await.until(
        "all are as desired",
        LIMIT.multipliedBy(2),
        () -> {
          for (Mortal mortal : all) {
            mortal.step(after(mortal, minutesAfter));
          }
          return all.stream().allMatch(mortal -> mortal.done);
        });

    long deaths = all.stream().filter(mortal -> mortal.died).count();
    System.out.printf("%s: died at %d points%n", user, deaths);
    assertThat(deaths).isGreaterThan(6);
    OozieServer server = all.get(0).deployment.server();
    for (Mortal mortal : all) {
      Await.until(
          mortal.job + " has run",
          LIMIT.multipliedBy(2),
          () -> mortal.succeeded(server, user).size() >= minutesAfter);
      assertThat(mortal.succeeded(server, user)).as(mortal.job).isEqualTo(minutes(minutesAfter));
      mortal.deployment.close();
    }
  }

  private static Trees trees() {
    return Trees.builder().spec(Map.of("trigger", "oozie"));
  }

  private static FileTree before(Mortal mortal, Path gate) {
    return everyMinute(trees(), mortal.job, MINUTES, "", held(gate)).build();
  }

  private static FileTree after(Mortal mortal, int minutes) {
    return everyMinute(trees(), mortal.job, minutes, "q=1\n", QUICK).build();
  }
}

package dev.orch.oozie.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.JobSummary;
import dev.orch.oozie.server.OozieServer;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Changes of coordinators, one after the other by chance, of which some overtake others:
 * properties, workflows that end at once or run until the next change, ends and frequencies.
 * Meanwhile the coordinators' times, which are past, are made as fast as Oozie can.
 */
final class Storm {
  private static final int MAX_PASSES = 4;

  /** One of so many changes does not wait for the one before it to be done. */
  private static final int OVERTAKES = 3;

  private final RealDeployment deployment;
  private final Path home;
  private final Random random;
  private final int minutes;
  private final Map<String, Wish> wishes = new TreeMap<>();
  private final Trees trees = Trees.builder();
  private final List<Path> gates = new ArrayList<>();

  /** What is desired of a job. */
  private record Wish(int frequency, int minutes, int queue, String workflow) {
    Wish with(int other) {
      return new Wish(frequency, minutes, other, workflow);
    }

    Wish running(String other) {
      return new Wish(frequency, minutes, queue, other);
    }

    Wish every(int other) {
      return new Wish(other, minutes, queue, workflow);
    }

    Wish until(int end) {
      return new Wish(frequency, end, queue, workflow);
    }

    Instant end() {
      return RealDeployment.START.plus(Duration.ofMinutes(minutes));
    }
  }

  /**
   * The names are the jobs'; what each does is up to the random numbers.
   *
   * @param minutes how long their schedules are at first, and by how much longer they get when half
   *     of it is left, lest jobs at their end be all there is to change
   */
  Storm(
      RealDeployment deployment,
      Path home,
      Random random,
      String policy,
      List<String> jobs,
      int minutes) {
    this.deployment = deployment;
    this.home = home;
    this.random = random;
    this.minutes = minutes;
    trees.spec(Map.of("trigger", "oozie", "oozie.policy", policy));
    for (String job : jobs) {
      wish(job, new Wish(1, minutes, 0, RealDeployment.held(gate())));
    }
  }

  private void wish(String job, Wish wish) {
    wishes.put(job, wish);
    RealDeployment.coordinator(
        trees, job, wish.frequency(), wish.end(), "queue=" + wish.queue(), wish.workflow());
  }

  /** Makes so many changes; after the last, all that was desired last is what Oozie has. */
  void rage(int changes) throws Exception {
    deployment.settleWell(trees.build());
    // So that there is something to wait for, or to kill, however few the changes.
    for (String job : wishes.keySet()) {
      deployment.awaitRuns(deployment.idOf(job), ActionStatus.RUNNING, 2);
    }
    for (int change = 0; change < changes; change++) {
      List<Path> shut = List.copyOf(gates);
      String job = List.copyOf(wishes.keySet()).get(random.nextInt(wishes.size()));
      wish(job, next(job));
      if (random.nextBoolean()) {
        open(shut);
      }
      for (int pass = random.nextInt(MAX_PASSES); pass >= 0; pass--) {
        RealDeployment.well(deployment.pass(trees.build()));
      }
      if (random.nextInt(OVERTAKES) != 0) {
        open(shut);
        deployment.settleWell(trees.build());
      }
    }
    for (Map.Entry<String, Wish> last : Map.copyOf(wishes).entrySet()) {
      wish(last.getKey(), last.getValue().running(RealDeployment.QUICK));
    }
    open(gates);
    deployment.settleWell(trees.build());
  }

  /**
   * Waits for all jobs to end and reads from Oozie what ran in all that ever were: the times of one
   * go on where those of the one before it end, each succeeded once, and no other did.
   *
   * @return how many times there were
   */
  int assertEachTimeSucceededOnce(String user) {
    OozieServer server = deployment.server();
    Await.until(
        "all end",
        Duration.ofMinutes(5),
        () ->
            server.jobs(JobKind.COORDINATOR, user, Set.of()).stream()
                .allMatch(job -> job.status().isEnd()));
    List<JobSummary> all = server.jobs(JobKind.COORDINATOR, user, Set.of());
    for (JobSummary job : all) {
      assertThat(job.status())
          .as("%s, %s", job, server.actions(job.id(), Set.of()))
          .isEqualTo(JobStatus.SUCCEEDED);
    }
    int times = 0;
    for (Map.Entry<String, Wish> job : wishes.entrySet()) {
      List<CoordinatorDetails> served =
          all.stream()
              .filter(it -> it.name().equals(job.getKey()))
              .map(it -> server.coordinator(it.id()).orElseThrow())
              .sorted(
                  Comparator.comparing(CoordinatorDetails::start)
                      .thenComparing(CoordinatorDetails::end))
              .toList();
      List<Instant> schedule = schedule(served);
      List<Instant> succeeded = new ArrayList<>();
      for (CoordinatorDetails one : served) {
        succeeded.addAll(
            deployment.nominals(one.job().summary().id(), ActionStatus.SUCCEEDED).stream()
                .sorted()
                .toList());
      }
      assertThat(succeeded).as("%s, served by %s", job.getKey(), served).isEqualTo(schedule);
      assertThat(served.get(served.size() - 1).end()).isEqualTo(job.getValue().end());
      times += schedule.size();
    }
    return times;
  }

  private static List<Instant> schedule(List<CoordinatorDetails> served) {
    List<Instant> schedule = new ArrayList<>();
    Instant from = RealDeployment.START;
    for (CoordinatorDetails one : served) {
      Duration step = Duration.ofMinutes(Integer.parseInt(one.frequency()));
      for (Instant time = RealDeployment.START; time.isBefore(one.end()); time = time.plus(step)) {
        if (!time.isBefore(from)) {
          schedule.add(time);
        }
      }
      from = one.end();
    }
    return schedule;
  }

  private Wish next(String job) {
    Wish wish = wishes.get(job);
    assertThat(wish).isNotNull();
    if (minutesLeft(job, wish) < minutes / 2) {
      return wish.until(wish.minutes() + minutes);
    }
    return switch (random.nextInt(8)) {
      case 0 -> wish.every(wish.frequency() == 1 ? 2 : 1);
      case 1 -> wish.until(wish.minutes() + 1 + random.nextInt(5));
      case 2, 3 -> wish.running(RealDeployment.QUICK);
      case 4, 5 -> wish.running(RealDeployment.held(gate()));
      default -> wish.with(random.nextInt(3));
    };
  }

  private long minutesLeft(String job, Wish wish) {
    Instant last =
        deployment.server().actions(deployment.idOf(job), Set.of()).stream()
            .map(CoordinatorAction::nominal)
            .max(Comparator.naturalOrder())
            .orElse(RealDeployment.START);
    return Duration.between(last, wish.end()).toMinutes();
  }

  private Path gate() {
    Path gate = home.resolve("gate-" + gates.size());
    gates.add(gate);
    return gate;
  }

  private static void open(List<Path> shut) throws IOException {
    for (Path gate : shut) {
      Files.writeString(gate, "");
    }
  }
}

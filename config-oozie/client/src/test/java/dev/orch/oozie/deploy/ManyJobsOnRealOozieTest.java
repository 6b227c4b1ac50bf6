package dev.orch.oozie.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.oozie.server.JobId;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Trees;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of many jobs a few change: what is called on the real server, and how long it takes. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ManyJobsOnRealOozieTest {
  private static final Pattern JOB = Pattern.compile("JOBID \\[([^\\]]+)\\]");
  private static final int ROUNDS = 7;

  @TempDir Path home;

  /** Each waits for its first run. */
  private static Trees jobs(int count) {
    Trees trees = Trees.builder().spec(Map.of("trigger", "oozie"));
    for (int i = 0; i < count; i++) {
      String name = name(i);
      queue(trees, i, "etl")
          .file(
              name + "/coordinator.xml",
              """
              <coordinator-app name='%s' frequency='${coord:days(1)}' start='2098-01-01T00:00Z'
                  end='2099-01-01T00:00Z' timezone='UTC' xmlns='uri:oozie:coordinator:0.4'>
                <action><workflow><app-path>${orchJobDir}</app-path></workflow></action>
              </coordinator-app>
              """
                  .formatted(name))
          .file(name + "/workflow.xml", RealDeployment.QUICK);
    }
    return trees;
  }

  private static String name(int number) {
    return "job-%03d".formatted(number);
  }

  private static Trees queue(Trees trees, int number, String queue) {
    return trees.file(
        name(number) + "/job.properties",
        "oozie.coord.application.path=coordinator.xml\nqueue=" + queue);
  }

  @Test
  void whenFiveOfAHundredChangeTheServerNotesChangingCallsToThoseFiveAlone() throws Exception {
    OozieProcess oozie = OozieProcess.shared();
    CountedCalls calls = new CountedCalls();
    try (RealDeployment deployment = new RealDeployment(oozie, "hundred", home, calls::of)) {
      Trees trees = jobs(100);
      deployment.settleWell(trees.build());
      int before = oozie.auditLog().size();
      calls.take();

      Set<String> changed = new TreeSet<>();
      for (int i = 7; i < 100; i += 20) {
        queue(trees, i, "other");
        changed.add(deployment.idOf(name(i)).value());
      }
      deployment.settleWell(trees.build());

      assertThat(calls.take()).as("Oozie notes no updates").containsEntry("update", 5);
      // A dry run is noted with an id of its own, under which there is never a job.
      List<String> noted =
          oozie.auditLog().stream()
              .skip(before)
              .filter(line -> line.contains("USER [hundred]"))
              .filter(line -> !line.contains("OPERATION [dryrun]"))
              .toList();
      assertThat(changed).hasSize(5);
      assertThat(noted).as("each names a job").allMatch(line -> JOB.matcher(line).find());
      assertThat(jobsOf(noted)).as("%s", noted).isEqualTo(changed);
      for (int i = 0; i < 100; i++) {
        JobId id = deployment.idOf(name(i));
        assertThat(deployment.server().job(id).orElseThrow().configuration())
            .containsEntry("queue", changed.contains(id.value()) ? "other" : "etl");
      }
    }
  }

  private static Set<String> jobsOf(List<String> lines) {
    Set<String> jobs = new TreeSet<>();
    for (String line : lines) {
      Matcher matcher = JOB.matcher(line);
      while (matcher.find()) {
        jobs.add(matcher.group(1));
      }
    }
    return jobs;
  }

  /** The figures of docs/developing.md. */
  @Tag("full")
  @Test
  void threeHundredUnchangedJobsCostOneListCall() throws Exception {
    OozieProcess oozie = OozieProcess.shared();
    CountedCalls calls = new CountedCalls();
    try (RealDeployment deployment = new RealDeployment(oozie, "three-hundred", home, calls::of)) {
      Trees trees = jobs(300);
      took("first deployment", calls, () -> deployment.settleWell(trees.build()));
      took("first pass with nothing changed", calls, () -> deployment.pass(trees.build()));

      List<Duration> plans = new ArrayList<>();
      List<Duration> passes = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        plans.add(took("plan, nothing changed", calls, () -> deployment.preview(trees.build())));
        calls.take();
        passes.add(timed(() -> deployment.pass(trees.build())));
        assertThat(calls.take()).as("one list call").isEqualTo(Map.of("jobs", 1));
      }
      System.out.printf("300 jobs: median plan %s, pass %s%n", median(plans), median(passes));

      for (int i = 0; i < 300; i += 10) {
        queue(trees, i, "other");
      }
      took("30 of them change", calls, () -> deployment.settleWell(trees.build()));
    }
  }

  private static Duration took(String what, CountedCalls calls, Callable<?> work) throws Exception {
    calls.take();
    Duration took = timed(work);
    SortedMap<String, Integer> made = calls.take();
    System.out.printf("300 jobs: %s: %d ms, calls %s%n", what, took.toMillis(), made);
    return took;
  }

  private static Duration timed(Callable<?> work) throws Exception {
    long begun = System.nanoTime();
    work.call();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static Duration median(List<Duration> durations) {
    return durations.stream().sorted().toList().get(durations.size() / 2);
  }
}

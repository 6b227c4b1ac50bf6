package dev.orch.oozie.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.oozie.job.JobProperties;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * What orch relies on of an Oozie server. Nominal times are long past, so that they are due at
 * once. Each test has a user of its own, whose jobs nobody else sees.
 */
public abstract class OozieServerContract {
  protected static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String COORDINATOR =
      """
      <coordinator-app name='${name}' frequency='${frequency}' start='${start}' end='${end}'
          timezone='UTC' xmlns='uri:oozie:coordinator:0.4'>
        <controls><concurrency>${concurrency}</concurrency></controls>
        <action><workflow>
          <app-path>${base}/workflow.xml</app-path>
          <configuration><property>
            <name>release</name><value>${gate}/${coord:actionId()}</value>
          </property></configuration>
        </workflow></action>
      </coordinator-app>
      """;

  /** Runs until it is told to end. */
  private static final String WORKFLOW =
      """
      <workflow-app name='contract' xmlns='uri:oozie:workflow:0.5'>
        <start to='hold'/>
        <action name='hold'>
          <hold xmlns='uri:orch:hold-action:0.1'>${release}</hold>
          <ok to='end'/><error to='fail'/>
        </action>
        <kill name='fail'><message>told to</message></kill>
        <end name='end'/>
      </workflow-app>
      """;

  /** The server, as this user. */
  protected abstract OozieServer server(String user);

  /** Puts a file where the server can read it, in the place of one of the same name. */
  protected abstract URI write(String name, String content) throws IOException;

  /** Where the file is that ends a run. */
  protected abstract String gate();

  /** Ends a run. */
  protected abstract void finish(JobId coordinator, int number) throws IOException;

  /** Lets a moment pass. */
  protected abstract void step() throws InterruptedException;

  private void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("waited in vain: " + what);
      }
      step();
    }
  }

  /** Two hours, each five minutes, one at once: {@code pairs} of names and values change it. */
  private Map<String, String> properties(String user, String... pairs) throws IOException {
    URI definition = write(user + "/coordinator.xml", COORDINATOR);
    write(user + "/workflow.xml", WORKFLOW);
    Map<String, String> properties = new TreeMap<>();
    properties.put(JobProperties.applicationPath(JobKind.COORDINATOR), definition.toString());
    properties.put(JobProperties.USER, user);
    properties.put("base", definition.resolve(".").toString().replaceAll("/$", ""));
    properties.put("gate", gate());
    properties.put("name", "job-of-" + user);
    properties.put("frequency", "5");
    properties.put("start", "2026-01-01T00:00Z");
    properties.put("end", "2026-01-01T00:20Z");
    properties.put("concurrency", "1");
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(pairs[i], pairs[i + 1]);
    }
    return properties;
  }

  /** Submitted, its four runs made, the first of them under way. */
  private JobId underWay(String user) throws Exception {
    OozieServer server = server(user);
    JobId id = server.submit(properties(user));
    until(
        "four runs, one under way",
        () -> statuses(server, id).equals("1 RUNNING, 2 READY, 3 READY, 4 READY"));
    return id;
  }

  /** What is made and not begun is told as ready: when it ceases to wait is the server's affair. */
  private static String statuses(OozieServer server, JobId id) {
    return String.join(
        ", ",
        server.actions(id, Set.of()).stream()
            .map(
                action ->
                    action.number()
                        + " "
                        + (action.status().isNotStarted() ? ActionStatus.READY : action.status()))
            .toList());
  }

  private static List<Instant> nominals(OozieServer server, JobId id) {
    return server.actions(id, Set.of()).stream().map(CoordinatorAction::nominal).toList();
  }

  private static Instant nominal(int number) {
    return START.plus(Duration.ofMinutes(5L * (number - 1)));
  }

  private static CoordinatorDetails details(OozieServer server, JobId id) {
    return server.coordinator(id).orElseThrow();
  }

  private static JobStatus status(OozieServer server, JobId id) {
    return server.job(id).orElseThrow().summary().status();
  }

  private void finishAll(OozieServer server, JobId id) throws Exception {
    until(
        "all runs ended",
        () -> {
          for (CoordinatorAction action : server.actions(id, Set.of(ActionStatus.RUNNING))) {
            finish(id, action.number());
          }
          return status(server, id).isEnd();
        });
  }

  private static void assertRejected(String code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            OozieRejectedException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(code);
  }

  @Test
  void aJobIsSeenWithWhatItWasSubmittedWith() throws Exception {
    OozieServer server = server("seen");
    Map<String, String> submitted = properties("seen", "orch.unknown", "kept <as> ${it} is");

    JobId id = server.submit(submitted);

    CoordinatorDetails details = details(server, id);
    assertThat(details.job().configuration()).containsAllEntriesOf(submitted);
    assertThat(details.job().applicationPath())
        .isEqualTo(submitted.get(JobProperties.applicationPath(JobKind.COORDINATOR)));
    assertThat(details.job().summary().kind()).isEqualTo(JobKind.COORDINATOR);
    assertThat(details.job().summary().name()).isEqualTo("job-of-seen");
    assertThat(details.job().summary().user()).isEqualTo("seen");
    assertThat(details.frequency()).isEqualTo("5");
    assertThat(details.timeUnit()).isEqualTo("MINUTE");
    assertThat(details.timeZone()).isEqualTo("UTC");
    assertThat(details.start()).isEqualTo(START);
    assertThat(details.end()).isEqualTo(nominal(5));
    assertThat(details.pause()).isNull();
    assertThat(details.concurrency()).isEqualTo(1);
    assertThat(server.job(id)).contains(details.job());
  }

  @Test
  void aJobThatThereIsNotIsNothing() {
    OozieServer server = server("none");

    assertThat(server.job(new JobId("0000999-261126000000000-oozie-root-C"))).isEmpty();
    assertThat(server.job(new JobId("0000999-261126000000000-oozie-root-W"))).isEmpty();
    assertThat(server.job(new JobId("0000999-261126000000000-oozie-root-B"))).isEmpty();
    assertThat(server.coordinator(new JobId("0000999-261126000000000-oozie-root-C"))).isEmpty();
  }

  @Test
  void theSameSubmissionTwiceMakesTwoJobsAndBothAreListed() throws Exception {
    OozieServer server = server("twice");
    Map<String, String> properties = properties("twice");

    JobId first = server.submit(properties);
    JobId second = server.submit(properties);

    assertThat(server.jobs(JobKind.COORDINATOR, "twice", Set.of()))
        .extracting(JobSummary::id)
        .containsExactlyInAnyOrder(first, second);
    server.kill(first);
    assertThat(server.jobs(JobKind.COORDINATOR, "twice", Set.of(JobStatus.KILLED)))
        .extracting(JobSummary::id)
        .containsExactly(first);
    assertThat(server.jobs(JobKind.COORDINATOR, "somebody-else", Set.of())).isEmpty();
    assertThat(server.jobs(JobKind.WORKFLOW, "twice", Set.of(JobStatus.DONEWITHERROR))).isEmpty();
  }

  @Test
  void eachNominalTimeRunsOnceThroughADrainWithAnUpdate() throws Exception {
    OozieServer server = server("drain");
    JobId id = underWay("drain");

    server.pauseAt(id, nominal(2));

    assertThat(statuses(server, id)).isEqualTo("1 RUNNING");
    assertThat(details(server, id).pause()).isEqualTo(nominal(2));
    assertThat(details(server, id).nextMaterialized()).isEqualTo(nominal(2));
    finish(id, 1);
    until("drained", () -> statuses(server, id).equals("1 SUCCEEDED"));
    server.update(id, properties("drain", "orch.marker", "2"));
    assertThat(details(server, id).job().configuration()).containsEntry("orch.marker", "2");
    assertThat(details(server, id).pause()).isEqualTo(nominal(2));
    server.unpause(id);
    finishAll(server, id);
    assertThat(status(server, id)).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(details(server, id).pause()).isNull();
    assertThat(nominals(server, id))
        .containsExactly(nominal(1), nominal(2), nominal(3), nominal(4));
    assertThat(statuses(server, id))
        .isEqualTo("1 SUCCEEDED, 2 SUCCEEDED, 3 SUCCEEDED, 4 SUCCEEDED");
  }

  @Test
  void aPauseBeforeARunThatHasBegunIsRefusedAndChangesNothing() throws Exception {
    OozieServer server = server("late");
    JobId id = underWay("late");

    assertRejected("E1022", () -> server.pauseAt(id, nominal(1)));

    assertThat(statuses(server, id)).isEqualTo("1 RUNNING, 2 READY, 3 READY, 4 READY");
    assertThat(details(server, id).pause()).isNull();
  }

  @Test
  void nameAndTimesAreNotUpdated() throws Exception {
    OozieServer server = server("fixed");
    JobId id = server.submit(properties("fixed"));
    CoordinatorDetails before = details(server, id);

    assertRejected("E0803", () -> server.update(id, changed("fixed", "name", "other")));
    assertRejected("E0803", () -> server.update(id, changed("fixed", "frequency", "10")));
    assertRejected(
        "E0803", () -> server.update(id, changed("fixed", "start", "2026-01-01T00:05Z")));
    assertRejected("E0803", () -> server.update(id, changed("fixed", "end", "2026-01-01T00:25Z")));

    assertThat(details(server, id).job().configuration()).isEqualTo(before.job().configuration());
    assertThat(details(server, id).end()).isEqualTo(before.end());
  }

  private Map<String, String> changed(String user, String name, String value) {
    try {
      return properties(user, name, value);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBrokenDefinitionIsRefusedAndTheOldOneStays() throws Exception {
    OozieServer server = server("broken");
    JobId id = server.submit(properties("broken"));
    Map<String, String> next = properties("broken", "orch.marker", "2");
    next.put(
        JobProperties.applicationPath(JobKind.COORDINATOR),
        write("broken/next.xml", "<coordinator-app").toString());

    assertRejected("E0701", () -> server.update(id, next));
    assertRejected("E0701", () -> server.submit(next));

    assertThat(details(server, id).job().configuration()).doesNotContainKey("orch.marker");
    assertThat(server.jobs(JobKind.COORDINATOR, "broken", Set.of())).hasSize(1);
  }

  @Test
  void aDryRunMakesNothingAndFindsWhatSubmittingWould() throws Exception {
    OozieServer server = server("dry");

    assertThat(server.dryRun(properties("dry")).first()).as("its first run").isEqualTo(START);
    Map<String, String> incomplete = properties("dry");
    incomplete.remove("start");
    assertRejected("E1004", () -> server.dryRun(incomplete));
    Map<String, String> missing = properties("dry");
    String path = missing.get(JobProperties.applicationPath(JobKind.COORDINATOR));
    missing.put(JobProperties.applicationPath(JobKind.COORDINATOR), path + ".gone");
    assertRejected("E0307", () -> server.dryRun(missing));
    assertRejected("E0307", () -> server.submit(missing));

    assertThat(server.jobs(JobKind.COORDINATOR, "dry", Set.of())).isEmpty();
  }

  @Test
  void aDryRunTellsWhatWouldBeSubmittedInTurn() throws Exception {
    OozieServer server = server("turn");
    Map<String, String> properties = properties("turn");

    List<Map<String, String>> called = server.dryRun(properties).called();

    assertThat(called).hasSize(1);
    Map<String, String> workflow = called.get(0);
    assertThat(workflow)
        .containsEntry(
            JobProperties.applicationPath(JobKind.WORKFLOW),
            properties.get("base") + "/workflow.xml")
        .doesNotContainKey(JobProperties.applicationPath(JobKind.COORDINATOR))
        .containsEntry("concurrency", properties.get("concurrency"));
    assertThat(workflow.get("release")).startsWith(gate() + "/");
    assertThat(server.dryRun(workflow)).isEqualTo(new DryRun(null, List.of()));
    assertThat(server.jobs(JobKind.WORKFLOW, "turn", Set.of())).isEmpty();
  }

  @Test
  void aFunctionInAPropertyIsNotEvaluated() throws Exception {
    OozieServer server = server("function");
    Map<String, String> properties = properties("function", "frequency", "${coord:minutes(5)}");

    assertRejected("E1003", () -> server.dryRun(properties));
    assertRejected("E1003", () -> server.submit(properties));
  }

  @Test
  void anEndLetsRunsUnderWayFinishAndNoLaterOneBegin() throws Exception {
    OozieServer server = server("end");
    JobId id = underWay("end");

    server.endAt(id, nominal(3));

    assertThat(statuses(server, id)).isEqualTo("1 RUNNING, 2 READY");
    finishAll(server, id);
    assertThat(status(server, id)).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(nominals(server, id)).containsExactly(nominal(1), nominal(2));
  }

  @Test
  void aKilledJobStaysKilledWhateverSuccessIsReported() throws Exception {
    OozieServer server = server("killed");
    JobId id = underWay("killed");
    server.kill(id);
    until("killed", () -> status(server, id) == JobStatus.KILLED);
    until(
        "its runs killed",
        () -> statuses(server, id).equals("1 KILLED, 2 KILLED, 3 KILLED, 4 KILLED"));

    server.kill(id);
    server.suspend(id);
    server.resume(id);
    server.update(id, properties("killed", "orch.marker", "2"));

    assertThat(status(server, id)).isEqualTo(JobStatus.KILLED);
  }

  @Test
  void aSuspendedJobStaysSuspendedThroughPauseAndUpdate() throws Exception {
    OozieServer server = server("still");
    JobId id = underWay("still");
    server.suspend(id);
    until("suspended", () -> statuses(server, id).startsWith("1 SUSPENDED"));

    server.pauseAt(id, nominal(2));
    server.update(id, properties("still", "orch.marker", "2"));
    server.unpause(id);

    assertThat(status(server, id)).isEqualTo(JobStatus.SUSPENDED);
    assertThat(statuses(server, id)).isEqualTo("1 SUSPENDED");
    server.resume(id);
    finishAll(server, id);
    assertThat(nominals(server, id))
        .containsExactly(nominal(1), nominal(2), nominal(3), nominal(4));
  }

  @Test
  void singleRunsAreKilledAndRunAgain() throws Exception {
    OozieServer server = server("again");
    JobId id = underWay("again");

    server.killActions(id, Set.of(1, 2));
    until("killed", () -> statuses(server, id).startsWith("1 KILLED, 2 KILLED, 3 RUNNING"));
    assertThat(server.actions(id, Set.of(ActionStatus.KILLED)))
        .extracting(CoordinatorAction::number)
        .containsExactly(1, 2);
    server.rerun(id, Set.of(1, 2));

    finishAll(server, id);
    assertThat(statuses(server, id))
        .isEqualTo("1 SUCCEEDED, 2 SUCCEEDED, 3 SUCCEEDED, 4 SUCCEEDED");
  }

  @Test
  void aBundleIsNotUpdated() throws Exception {
    OozieServer server = server("bundle");
    Map<String, String> properties = properties("bundle");
    String coordinator = properties.remove(JobProperties.applicationPath(JobKind.COORDINATOR));
    URI bundle =
        write(
            "bundle/bundle.xml",
            "<bundle-app name='b' xmlns='uri:oozie:bundle:0.2'><coordinator name='c'><app-path>"
                + coordinator
                + "</app-path></coordinator></bundle-app>");
    properties.put(JobProperties.applicationPath(JobKind.BUNDLE), bundle.toString());

    JobId id = server.submit(properties);

    assertThat(server.job(id).orElseThrow().summary().kind()).isEqualTo(JobKind.BUNDLE);
    assertThat(server.jobs(JobKind.BUNDLE, "bundle", Set.of()))
        .extracting(JobSummary::id)
        .containsExactly(id);
    assertRejected("E0605", () -> server.update(id, properties));
  }
}

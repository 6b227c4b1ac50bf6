package dev.orch.oozie.client;

import dev.orch.oozie.server.ActionStatus;
import dev.orch.oozie.server.CoordinatorAction;
import dev.orch.oozie.server.CoordinatorDetails;
import dev.orch.oozie.server.DryRun;
import dev.orch.oozie.server.JobDetails;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import dev.orch.oozie.server.JobStatus;
import dev.orch.oozie.server.JobSummary;
import dev.orch.oozie.server.OozieServer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.oozie.client.CoordinatorJob;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.rest.RestConstants;

/** An Oozie server, by Oozie's own client. */
final class OozieClientServer implements OozieServer {
  /** As many as the server gives at once. */
  private static final int PAGE = 1_000;

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'").withZone(ZoneOffset.UTC);

  private final Calls calls;

  OozieClientServer(Calls calls) {
    this.calls = calls;
  }

  @Override
  public String location() {
    return calls.location();
  }

  @Override
  public List<JobSummary> jobs(JobKind kind, String user, Set<JobStatus> statuses) {
    Set<String> known = new TreeSet<>();
    for (JobStatus status : statuses) {
      if (StatusNames.of(kind).contains(status.name())) {
        known.add(status.name());
      }
    }
    if (known.isEmpty() && !statuses.isEmpty()) {
      return List.of();
    }
    String filter = "user=" + user + filter(known);
    // Jobs submitted meanwhile push others to the next page, where they are seen again.
    Map<JobId, JobSummary> found = new LinkedHashMap<>();
    int start = 1;
    List<JobSummary> page;
    do {
      int from = start;
      page = calls.read("list jobs of " + user, oozie -> page(oozie, kind, filter, from));
      page.forEach(job -> found.putIfAbsent(job.id(), job));
      start += PAGE;
    } while (page.size() == PAGE);
    return List.copyOf(found.values());
  }

  private static List<JobSummary> page(OozieClient oozie, JobKind kind, String filter, int start)
      throws OozieClientException {
    return switch (kind) {
      case COORDINATOR ->
          oozie.getCoordJobsInfo(filter, start, PAGE).stream()
              .map(job -> Answers.summary(job, kind))
              .toList();
      case WORKFLOW ->
          oozie.getJobsInfo(filter, start, PAGE).stream().map(Answers::summary).toList();
      case BUNDLE ->
          oozie.getBundleJobsInfo(filter, start, PAGE).stream()
              .map(job -> Answers.summary(job, kind))
              .toList();
    };
  }

  private static String filter(Collection<String> statuses) {
    return statuses.stream().map(status -> ";status=" + status).collect(Collectors.joining());
  }

  @Override
  public Optional<JobDetails> job(JobId id) {
    String what = "look at " + id;
    if (id.value().endsWith("-C")) {
      return coordinator(id).map(CoordinatorDetails::job);
    }
    if (id.value().endsWith("-B")) {
      return calls.find(
          what, oozie -> Answers.details(oozie.getBundleJobInfo(id.value()), JobKind.BUNDLE));
    }
    return calls.find(what, oozie -> Answers.details(oozie.getJobInfo(id.value())));
  }

  @Override
  public Optional<CoordinatorDetails> coordinator(JobId id) {
    return calls.find(
        "look at " + id,
        oozie -> Answers.coordinator(oozie.getCoordJobInfo(id.value(), null, 1, 1)));
  }

  @Override
  public List<CoordinatorAction> actions(JobId coordinator, Set<ActionStatus> statuses) {
    Set<String> known = new TreeSet<>();
    statuses.stream()
        .filter(status -> status != ActionStatus.OTHER)
        .forEach(status -> known.add(status.name()));
    if (known.isEmpty() && !statuses.isEmpty()) {
      return List.of();
    }
    String filter = filter(known);
    List<CoordinatorAction> first =
        actionPage(coordinator, filter.isEmpty() ? "" : filter.substring(1), 1);
    if (first.size() < PAGE) {
      return first;
    }
    // A page that is filtered moves when actions change while we turn it, so all are read.
    List<CoordinatorAction> found = new ArrayList<>();
    List<CoordinatorAction> page;
    int start = 1;
    do {
      page = actionPage(coordinator, "", start);
      page.stream()
          .filter(action -> statuses.isEmpty() || statuses.contains(action.status()))
          .forEach(found::add);
      start += PAGE;
    } while (page.size() == PAGE);
    return List.copyOf(found);
  }

  private List<CoordinatorAction> actionPage(JobId coordinator, String filter, int start) {
    return calls.read(
        "read the actions of " + coordinator,
        oozie -> {
          CoordinatorJob job =
              oozie.getCoordJobInfo(
                  coordinator.value(), filter.isEmpty() ? null : filter, start, PAGE);
          return job.getActions().stream().map(Answers::action).toList();
        });
  }

  @Override
  public List<JobSummary> coordinatorsOf(JobId bundle) {
    return calls.read(
        "look at " + bundle,
        oozie ->
            oozie.getBundleJobInfo(bundle.value()).getCoordinators().stream()
                .map(job -> Answers.summary(job, JobKind.COORDINATOR))
                .toList());
  }

  @Override
  public JobId submit(Map<String, String> configuration) {
    return new JobId(calls.changed("submit a job", oozie -> oozie.run(properties(configuration))));
  }

  @Override
  public DryRun dryRun(Map<String, String> configuration) {
    String answer = calls.read("dry-run a job", oozie -> oozie.dryrun(properties(configuration)));
    return DryRunAnswer.of(answer, configuration);
  }

  @Override
  public void update(JobId coordinator, Map<String, String> configuration) {
    calls.change(
        "update " + coordinator,
        oozie ->
            oozie.updateCoord(coordinator.value(), properties(configuration), "false", "false"));
  }

  private Properties properties(Map<String, String> configuration) {
    Properties properties = new Properties();
    properties.setProperty(OozieClient.USER_NAME, calls.user());
    properties.putAll(configuration);
    return properties;
  }

  @Override
  public void pauseAt(JobId id, Instant pause) {
    change(id, OozieClient.CHANGE_VALUE_PAUSETIME + "=" + minutes(pause));
  }

  @Override
  public void unpause(JobId id) {
    change(id, OozieClient.CHANGE_VALUE_PAUSETIME + "=");
  }

  @Override
  public void endAt(JobId coordinator, Instant end) {
    change(coordinator, OozieClient.CHANGE_VALUE_ENDTIME + "=" + minutes(end));
  }

  private void change(JobId id, String value) {
    calls.change("set " + value + " of " + id, oozie -> oozie.change(id.value(), value));
  }

  /** Oozie's times are whole minutes; what is not before the next one is not before this either. */
  private static String minutes(Instant time) {
    Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
    return MINUTES.format(minute.equals(time) ? minute : minute.plus(1, ChronoUnit.MINUTES));
  }

  @Override
  public void suspend(JobId id) {
    calls.change("suspend " + id, oozie -> oozie.suspend(id.value()));
  }

  @Override
  public void resume(JobId id) {
    calls.change("resume " + id, oozie -> oozie.resume(id.value()));
  }

  @Override
  public void kill(JobId id) {
    calls.change("kill " + id, oozie -> oozie.kill(id.value()));
  }

  @Override
  public void killActions(JobId coordinator, Set<Integer> actions) {
    String scope = scope(actions);
    calls.change(
        "kill the actions " + scope + " of " + coordinator,
        oozie -> oozie.kill(coordinator.value(), RestConstants.JOB_COORD_SCOPE_ACTION, scope));
  }

  @Override
  public void rerun(JobId coordinator, Set<Integer> actions) {
    String scope = scope(actions);
    boolean withPresentDefinition = true;
    boolean leaveOutputs = true;
    calls.change(
        "run the actions " + scope + " of " + coordinator + " again",
        oozie ->
            oozie.reRunCoord(
                coordinator.value(),
                RestConstants.JOB_COORD_SCOPE_ACTION,
                scope,
                withPresentDefinition,
                leaveOutputs));
  }

  private static String scope(Set<Integer> actions) {
    if (actions.isEmpty()) {
      throw new IllegalArgumentException("expected the numbers of actions, found none");
    }
    return new TreeSet<>(actions).stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Connections are the JDK's and end by themselves. */
  @Override
  public void close() {
    calls.close();
  }
}

package dev.orch.oozie.server;

import dev.orch.oozie.job.Variables;
import dev.orch.oozie.schedule.CoordinatorDefinition;
import dev.orch.oozie.schedule.Frequency;
import dev.orch.oozie.server.InMemoryOozie.FakeAction;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator of {@link InMemoryOozie}: it makes up to five actions ahead, and runs one at once.
 */
final class FakeCoordinator extends FakeJob {
  private static final int AHEAD = 5;

  final SortedMap<Integer, FakeAction> actions = new TreeMap<>();
  private final String frequency;
  private final Instant start;
  private final ZoneId zone;
  private final int concurrency;
  private Instant end;
  private @Nullable Instant pause;
  private long made;
  private boolean unseen;

  private FakeCoordinator(
      Map<String, String> configuration,
      String name,
      String frequency,
      Instant start,
      Instant end,
      ZoneId zone,
      int concurrency) {
    super(JobKind.COORDINATOR, name, configuration);
    this.frequency = frequency;
    this.start = start;
    this.end = end;
    this.zone = zone;
    this.concurrency = concurrency;
  }

  static String rootName(byte[] definition, Map<String, String> configuration) {
    return attribute(root(definition), "name", configuration);
  }

  static FakeCoordinator parse(byte[] definition, Map<String, String> configuration) {
    XMLStreamReader root = root(definition);
    Instant start = time(root, "start", configuration);
    Instant end = time(root, "end", configuration);
    if (!start.isBefore(end)) {
      throw InMemoryOozie.rejected("E1003", "end date must be after start date");
    }
    String frequency = attribute(root, "frequency", configuration);
    if (frequency.startsWith("$") && !frequency.equals(root.getAttributeValue(null, "frequency"))) {
      // Oozie evaluates what stands in the definition, and its result no more.
      throw InMemoryOozie.rejected("E1003", "parameter [frequency] = [" + frequency + "]");
    }
    return new FakeCoordinator(
        configuration,
        attribute(root, "name", configuration),
        frequency,
        start,
        end,
        ZoneId.of(attribute(root, "timezone", configuration)),
        Integer.parseInt(configuration.getOrDefault("concurrency", "1")));
  }

  private static XMLStreamReader root(byte[] definition) {
    try {
      XMLStreamReader reader =
          CoordinatorDefinition.factory()
              .createXMLStreamReader(new ByteArrayInputStream(definition));
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {}
      return reader;
    } catch (XMLStreamException e) {
      throw InMemoryOozie.rejected("E0701", "XML schema error, " + e.getMessage());
    }
  }

  private static Instant time(
      XMLStreamReader root, String name, Map<String, String> configuration) {
    String text = attribute(root, name, configuration);
    return CoordinatorDefinition.parseTime(text)
        .orElseThrow(() -> InMemoryOozie.rejected("E1003", "no time: " + text));
  }

  private static String attribute(
      XMLStreamReader root, String name, Map<String, String> configuration) {
    String value = root.getAttributeValue(null, name);
    if (value == null) {
      throw InMemoryOozie.rejected("E0701", "XML schema error, attribute " + name + " must appear");
    }
    return new Variables(configuration)
        .resolve(value)
        .orElseThrow(() -> InMemoryOozie.rejected("E1004", "Expression error: " + value));
  }

  private Frequency parsed() {
    return Frequency.parse(frequency).orElseThrow();
  }

  private Instant nominal(long k) {
    return parsed().nominal(start, zone, k).orElseThrow();
  }

  Instant firstNominal() {
    return nominal(0);
  }

  CoordinatorDetails coordinatorDetails() {
    String count;
    String unit;
    Frequency known = parsed();
    if (known instanceof Frequency.Minutes minutes) {
      count = Integer.toString(minutes.count());
      unit = "MINUTE";
    } else if (known instanceof Frequency.Days days) {
      count = Integer.toString(days.count());
      unit = "DAY";
    } else if (known instanceof Frequency.Months months) {
      count = Integer.toString(months.count());
      unit = "MONTH";
    } else {
      throw new UnsupportedOperationException("no such frequency here: " + frequency);
    }
    return new CoordinatorDetails(
        details(),
        count,
        unit,
        zone.getId(),
        start,
        end,
        pause,
        unseen ? null : nominal(made),
        concurrency);
  }

  /** As before the server looked at it for the first time. */
  void notLookedAtYet() {
    unseen = true;
    made = 0;
    actions.clear();
  }

  @Override
  JobStatus status() {
    boolean allMade = !nominal(made).isBefore(end);
    boolean allEnded =
        actions.values().stream()
            .noneMatch(action -> action.status.isNotStarted() || action.status.isUnderWay());
    if (status == JobStatus.RUNNING && allMade && allEnded) {
      return JobStatus.SUCCEEDED;
    }
    boolean paused = pause != null && !nominal(made).isBefore(pause);
    return status == JobStatus.RUNNING && paused ? JobStatus.PAUSED : status;
  }

  @Override
  void begin(Instant now) {
    super.begin(now);
    work(now);
  }

  /** Makes what is due, and starts as many as may run. */
  void work(Instant now) {
    if (unseen || status != JobStatus.RUNNING) {
      return;
    }
    long waiting = actions.values().stream().filter(action -> action.status.isNotStarted()).count();
    for (Instant next = nominal(made);
        next.isBefore(end)
            && !next.isAfter(now)
            && waiting < AHEAD
            && (pause == null || next.isBefore(pause));
        next = nominal(made)) {
      made++;
      int number = actions.isEmpty() ? 1 : actions.lastKey() + 1;
      actions.put(number, new FakeAction(number, next, configuration));
      waiting++;
    }
    long running =
        actions.values().stream().filter(action -> action.status == ActionStatus.RUNNING).count();
    for (FakeAction action : actions.values()) {
      if (action.status.isNotStarted() && running < concurrency) {
        action.status = ActionStatus.RUNNING;
        running++;
      }
    }
  }

  void update(FakeCoordinator next) {
    if (!next.name.equals(name)) {
      throw InMemoryOozie.rejected("E0803", "E1023: Coordinator Job update Error: name changed");
    }
    if (!next.frequency.equals(frequency) || !next.start.equals(start) || !next.end.equals(end)) {
      throw InMemoryOozie.rejected("E0803", "E1023: Coordinator Job update Error: times changed");
    }
    configuration = new TreeMap<>(next.configuration);
  }

  void pauseAt(Instant time, Instant now) {
    requireAlive();
    deleteFrom(time);
    pause = time;
    work(now);
  }

  void unpause(Instant now) {
    requireAlive();
    pause = null;
    work(now);
  }

  void endAt(Instant time, Instant now) {
    requireAlive();
    deleteFrom(time);
    end = time;
    work(now);
  }

  private void requireAlive() {
    if (status().isEnd()) {
      throw InMemoryOozie.rejected("E1022", "Cannot change a " + status() + " coordinator");
    }
  }

  private void deleteFrom(Instant time) {
    boolean begun =
        actions.values().stream()
            .anyMatch(action -> !action.nominal.isBefore(time) && !action.status.isNotStarted());
    if (begun) {
      throw InMemoryOozie.rejected("E1022", "an action at or after " + time + " has begun");
    }
    Iterator<FakeAction> all = actions.values().iterator();
    while (all.hasNext()) {
      if (!all.next().nominal.isBefore(time)) {
        all.remove();
        made--;
      }
    }
  }

  void killActions(Set<Integer> numbers) {
    numbers.forEach(
        number -> {
          FakeAction action = actions.get(number);
          if (action != null && (action.status.isNotStarted() || action.status.isUnderWay())) {
            action.status = ActionStatus.KILLED;
          }
        });
  }

  void rerun(Set<Integer> numbers, Instant now) {
    numbers.forEach(
        number -> {
          FakeAction action = actions.get(number);
          if (action == null || action.status.isNotStarted() || action.status.isUnderWay()) {
            throw InMemoryOozie.rejected("E1018", "action " + number + " has not ended");
          }
          action.status = ActionStatus.WAITING;
          action.configuration = new TreeMap<>(configuration);
        });
    work(now);
  }

  @Override
  void suspend() {
    super.suspend();
    exchange(ActionStatus.RUNNING, ActionStatus.SUSPENDED);
  }

  private void exchange(ActionStatus from, ActionStatus to) {
    if (status == JobStatus.SUSPENDED || from == ActionStatus.SUSPENDED) {
      actions.values().stream()
          .filter(action -> action.status == from)
          .forEach(action -> action.status = to);
    }
  }

  @Override
  void resume(Instant now) {
    super.resume(now);
    exchange(ActionStatus.SUSPENDED, ActionStatus.RUNNING);
    work(now);
  }

  @Override
  void kill() {
    super.kill();
    if (status == JobStatus.KILLED) {
      killActions(Set.copyOf(actions.keySet()));
    }
  }
}

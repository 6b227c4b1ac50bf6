package dev.orch.oozie.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orch.model.Digest;
import dev.orch.oozie.deploy.JobRecord;
import dev.orch.oozie.deploy.JobRecord.FailedChange;
import dev.orch.oozie.deploy.Retired;
import dev.orch.oozie.deploy.Running;
import dev.orch.oozie.deploy.Undertaking;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one job as JSON: {@code job}, {@code kind}, and where there is one each of
 * {@code running}, {@code undertaking} (its {@code do} says which), {@code failed} and {@code
 * retired}. Times are ISO-8601 in UTC, digests hexadecimal.
 */
final class RecordFormat {
  private static final String SUBMIT = "submit";
  private static final String RESUBMIT = "resubmit";
  private static final String UPDATE = "update";
  private static final String HAND_OVER = "hand-over";
  private static final String STOP = "stop";

  private RecordFormat() {}

  static void write(ObjectNode to, JobRecord record) {
    to.put("job", record.job().value());
    to.put("kind", record.kind().name().toLowerCase(Locale.ROOT));
    Running running = record.running();
    if (running != null) {
      ObjectNode node = to.putObject("running");
      node.put("digest", running.digest().hex()).put("id", running.id().value());
      time(node, "start", running.start());
      time(node, "until", running.until());
    }
    Undertaking undertaking = record.undertaking();
    if (undertaking != null) {
      write(to.putObject("undertaking"), undertaking);
    }
    FailedChange failed = record.failed();
    if (failed != null) {
      ObjectNode node = to.putObject("failed").put("reason", failed.reason());
      Digest digest = failed.digest();
      if (digest != null) {
        node.put("digest", digest.hex());
      }
    }
    if (!record.retired().isEmpty()) {
      ArrayNode retired = to.putArray("retired");
      for (Retired former : record.retired()) {
        retired
            .addObject()
            .put("digest", former.digest().hex())
            .put("id", former.id().value())
            .put("lastAction", former.lastAction());
      }
    }
  }

  private static void write(ObjectNode to, Undertaking undertaking) {
    if (undertaking instanceof Undertaking.Submit submit) {
      to.put("do", SUBMIT).put("target", submit.target().hex()).put("user", submit.user());
      time(to, "start", submit.start());
    } else if (undertaking instanceof Undertaking.Resubmit resubmit) {
      to.put("do", RESUBMIT);
      time(to, "start", resubmit.start());
    } else if (undertaking instanceof Undertaking.Update update) {
      to.put("do", UPDATE).put("target", update.target().hex());
      time(to, "formerPause", update.formerPause());
      ArrayNode killed = to.putArray("killed");
      update.killed().forEach(killed::add);
    } else if (undertaking instanceof Undertaking.HandOver handOver) {
      to.put("do", HAND_OVER)
          .put("target", handOver.target().hex())
          .put("predecessor", handOver.predecessor().value());
      time(to, "boundary", handOver.boundary());
      time(to, "start", handOver.start());
    } else if (undertaking instanceof Undertaking.Stop stop) {
      to.put("do", STOP);
      time(to, "formerPause", stop.formerPause());
    }
    time(to, "since", undertaking.since());
  }

  private static void time(ObjectNode to, String name, @Nullable Instant time) {
    if (time != null) {
      to.put(name, time.toString());
    }
  }

  static JobRecord read(Fields from) {
    return new JobRecord(
        new JobName(from.text("job")),
        JobKind.valueOf(from.text("kind").toUpperCase(Locale.ROOT)),
        from.has("running") ? running(from.object("running")) : null,
        from.has("undertaking") ? undertaking(from.object("undertaking")) : null,
        from.has("failed") ? failed(from.object("failed")) : null,
        from.has("retired") ? retired(from) : List.of());
  }

  private static Running running(Fields from) {
    return new Running(
        digest(from, "digest"),
        id(from, "id"),
        from.optionalTime("start"),
        from.optionalTime("until"));
  }

  private static FailedChange failed(Fields from) {
    return new FailedChange(
        from.has("digest") ? digest(from, "digest") : null, from.text("reason"));
  }

  private static List<Retired> retired(Fields from) {
    List<Retired> all = new ArrayList<>();
    for (JsonNode node : from.list("retired")) {
      Fields former = new Fields(node);
      all.add(
          new Retired(
              digest(former, "digest"),
              id(former, "id"),
              Math.toIntExact(former.number("lastAction"))));
    }
    return all;
  }

  private static Undertaking undertaking(Fields from) {
    Instant since = from.time("since");
    String what = from.text("do");
    return switch (what) {
      case SUBMIT ->
          new Undertaking.Submit(
              digest(from, "target"), from.text("user"), from.optionalTime("start"), since);
      case RESUBMIT -> new Undertaking.Resubmit(from.optionalTime("start"), since);
      case UPDATE ->
          new Undertaking.Update(
              digest(from, "target"), from.optionalTime("formerPause"), killed(from), since);
      case HAND_OVER ->
          new Undertaking.HandOver(
              digest(from, "target"),
              id(from, "predecessor"),
              from.time("boundary"),
              from.optionalTime("start"),
              since);
      case STOP -> new Undertaking.Stop(from.optionalTime("formerPause"), since);
      default -> throw new IllegalArgumentException("an undertaking that is not known: " + what);
    };
  }

  private static Set<Integer> killed(Fields from) {
    Set<Integer> numbers = new TreeSet<>();
    from.list("killed").forEach(number -> numbers.add(number.intValue()));
    return numbers;
  }

  private static Digest digest(Fields from, String name) {
    return Digest.parse(from.text(name));
  }

  private static JobId id(Fields from, String name) {
    return new JobId(from.text(name));
  }
}

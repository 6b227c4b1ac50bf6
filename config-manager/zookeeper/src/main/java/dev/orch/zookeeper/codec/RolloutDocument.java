package dev.orch.zookeeper.codec;

import dev.orch.model.InstanceId;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.layer.ComponentState;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.zookeeper.layout.RevisionName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the znode of a rollout holds:
 *
 * <pre>
 * {"format":1,"id":"0000000012-…","revision":12,
 *  "target":{"file-mgr":{"digest":"…","manifest":"…"},"file-mgr@rack=a":{…}},"stableRevision":11,"stable":{…},"superseded":[{…}],"slots":2,"labelled":false,
 *  "bakeMs":30000,"leaseMs":300000,"canaries":["node-1"],"phase":"canary","paused":false,
 *  "maxFailures":0,"reason":""}
 * </pre>
 */
public final class RolloutDocument {
  private static final int MAX_CANARIES = 10_000;
  private static final int MAX_NAME = 200;
  private static final int MAX_REASON = 8_000;

  private @Nullable String id;
  private @Nullable Long revision;
  private @Nullable ComponentState target;
  private @Nullable Long stableRevision;
  private @Nullable ComponentState stable;
  private final List<ComponentState> superseded = new ArrayList<>();
  private @Nullable Long slots;
  private boolean labelled;
  private @Nullable Long bakeMillis;
  private @Nullable Long leaseMillis;
  private final TreeSet<InstanceId> canaries = new TreeSet<>();
  private @Nullable Phase phase;
  private boolean paused;
  private @Nullable Long maxFailures;
  private String reason = "";

  private RolloutDocument() {}

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything but a sound rollout
   */
  public static Rollout read(String place, byte[] bytes) {
    JsonIn in = Documents.open(place, bytes);
    RolloutDocument fields = new RolloutDocument();
    return Documents.read(place, bytes, in, name -> fields.read(in, name), fields::make);
  }

  private boolean read(JsonIn in, String name) throws IOException {
    switch (name) {
      case "id" -> id = in.string(MAX_NAME);
      case "revision" -> revision = in.number(0, RevisionName.MAX_NUMBER);
      case "target" -> target = state(in);
      case "stableRevision" -> stableRevision = in.number(0, RevisionName.MAX_NUMBER);
      case "stable" -> stable = state(in);
      case "superseded" -> in.array(Rollout.Plan.MAX_SUPERSEDED, () -> superseded.add(state(in)));
      case "slots" -> slots = in.number(1, Integer.MAX_VALUE);
      case "labelled" -> labelled = in.bool();
      case "bakeMs" -> bakeMillis = in.number(0, Long.MAX_VALUE / 1_000_000);
      case "leaseMs" -> leaseMillis = in.number(0, Long.MAX_VALUE / 1_000_000);
      case "canaries" ->
          in.array(MAX_CANARIES, () -> canaries.add(new InstanceId(in.string(MAX_NAME))));
      case "phase" -> phase = Values.constant(in, Phase.values());
      case "paused" -> paused = in.bool();
      case "maxFailures" -> maxFailures = in.number(0, Integer.MAX_VALUE);
      case "reason" -> reason = in.string(MAX_REASON);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static ComponentState state(JsonIn in) throws IOException {
    return new ComponentState(Components.read(in));
  }

  private Rollout make() {
    String name = Documents.required(id, "id");
    if (RevisionName.parse(name).isEmpty()) {
      throw new IllegalArgumentException("expected the name of a revision as id, found another");
    }
    return new Rollout(
        new Rollout.Plan(
            name,
            Documents.required(revision, "revision"),
            Documents.required(target, "target"),
            Documents.required(stableRevision, "stableRevision"),
            Documents.required(stable, "stable"),
            superseded,
            Documents.required(slots, "slots").intValue(),
            labelled,
            Duration.ofMillis(Documents.required(bakeMillis, "bakeMs")),
            Duration.ofMillis(Documents.required(leaseMillis, "leaseMs"))),
        canaries,
        Documents.required(phase, "phase"),
        paused,
        Documents.required(maxFailures, "maxFailures").intValue(),
        reason);
  }

  /** As it is stored. */
  public static byte[] write(Rollout rollout) {
    Rollout.Plan plan = rollout.plan();
    return JsonOut.document(
        json -> {
          json.writeStringField("id", plan.id());
          json.writeNumberField("revision", plan.revision());
          json.writeFieldName("target");
          Components.writeAll(json, plan.target().layers());
          json.writeNumberField("stableRevision", plan.stableRevision());
          json.writeFieldName("stable");
          Components.writeAll(json, plan.stable().layers());
          json.writeArrayFieldStart("superseded");
          for (ComponentState state : plan.superseded()) {
            Components.writeAll(json, state.layers());
          }
          json.writeEndArray();
          json.writeNumberField("slots", plan.slots());
          json.writeBooleanField("labelled", plan.labelled());
          json.writeNumberField("bakeMs", plan.bake().toMillis());
          json.writeNumberField("leaseMs", plan.leaseLimit().toMillis());
          json.writeArrayFieldStart("canaries");
          for (InstanceId canary : rollout.canaries()) {
            json.writeString(canary.value());
          }
          json.writeEndArray();
          json.writeStringField("phase", CanonicalName.of(rollout.phase()));
          json.writeBooleanField("paused", rollout.paused());
          json.writeNumberField("maxFailures", rollout.maxFailures());
          JsonOut.text(json, "reason", rollout.reason());
        });
  }
}

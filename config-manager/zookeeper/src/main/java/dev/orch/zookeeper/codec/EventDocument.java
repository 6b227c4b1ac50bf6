package dev.orch.zookeeper.codec;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventKind;
import dev.orch.zookeeper.layout.RevisionName;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the znode of an event holds:
 *
 * <pre>
 * {"format":1,"kind":"applied","component":"file-mgr","instance":"node1","revision":12,
 *  "who":"alice@build7","text":"…"}
 * </pre>
 *
 * <p>All but {@code kind} may be missing. A kind that is not known is read as one of {@code other}.
 */
public final class EventDocument {
  private static final int MAX_NAME = 200;

  private @Nullable String kind;
  private @Nullable ComponentName component;
  private @Nullable InstanceId instance;
  private long revision;
  private @Nullable String who;
  private @Nullable String text;

  private EventDocument() {}

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything but a sound event
   */
  public static Event read(String place, byte[] bytes) {
    JsonIn in = Documents.open(place, bytes);
    EventDocument fields = new EventDocument();
    return Documents.read(place, bytes, in, name -> fields.read(in, name), fields::make);
  }

  private boolean read(JsonIn in, String name) throws IOException {
    switch (name) {
      case "kind" -> kind = in.string(MAX_NAME);
      case "component" -> component = new ComponentName(in.string(MAX_NAME));
      case "instance" -> instance = new InstanceId(in.string(MAX_NAME));
      case "revision" -> revision = in.number(0, RevisionName.MAX_NUMBER);
      case "who" -> who = in.string(Event.MAX_TEXT);
      case "text" -> text = in.string(Event.MAX_TEXT);
      default -> {
        return false;
      }
    }
    return true;
  }

  private Event make() {
    String name = Documents.required(kind, "kind");
    for (EventKind known : EventKind.values()) {
      if (CanonicalName.of(known).equals(name)) {
        return new Event(known, component, instance, revision, who, text);
      }
    }
    return new Event(
        EventKind.OTHER,
        component,
        instance,
        revision,
        who,
        text == null ? name : name + ": " + text);
  }

  /** As it is stored. */
  public static byte[] write(Event event) {
    return JsonOut.document(
        json -> {
          json.writeStringField("kind", CanonicalName.of(event.kind()));
          ComponentName of = event.component();
          if (of != null) {
            json.writeStringField("component", of.value());
          }
          InstanceId at = event.instance();
          if (at != null) {
            json.writeStringField("instance", at.value());
          }
          if (event.revision() > 0) {
            json.writeNumberField("revision", event.revision());
          }
          String author = event.who();
          if (author != null) {
            JsonOut.text(json, "who", author);
          }
          String remark = event.text();
          if (remark != null) {
            JsonOut.text(json, "text", remark);
          }
        });
  }
}

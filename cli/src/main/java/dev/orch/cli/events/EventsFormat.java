package dev.orch.cli.events;

import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Prints events, a line each: they may come one by one. */
final class EventsFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private EventsFormat() {}

  static void text(Output out, Shown event) {
    Instant at = event.at();
    StringBuilder line = new StringBuilder();
    line.append(String.format("%-19s", at == null ? "now" : TIME.format(at)))
        .append(String.format("  %-11s  ", event.kind()))
        .append(event.project());
    ComponentName component = event.component();
    if (component != null) {
      line.append('/').append(component);
    }
    InstanceId instance = event.instance();
    if (instance != null) {
      line.append('/').append(instance);
    }
    if (event.revision() > 0) {
      line.append("  revision ").append(event.revision());
    }
    if (event.who() != null) {
      line.append("  by ").append(event.who());
    }
    if (event.text() != null) {
      line.append("  ").append(event.text());
    }
    out.line(Printable.of(line.toString()));
  }

  static void json(Output out, Shown event) {
    ComponentName component = event.component();
    InstanceId instance = event.instance();
    Instant at = event.at();
    JsonWriter.line(
        out,
        json ->
            json.member("at", at == null ? null : at.toString())
                .optional("number", event.number())
                .member("project", event.project().value())
                .member("kind", event.kind())
                .member("component", component == null ? null : component.value())
                .member("instance", instance == null ? null : instance.value())
                .member("revision", event.revision())
                .member("who", event.who())
                .member("text", event.text()));
  }
}

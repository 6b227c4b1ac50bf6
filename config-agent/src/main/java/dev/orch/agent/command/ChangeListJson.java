package dev.orch.agent.command;

import dev.orch.engine.TriggerContext;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.Change;
import dev.orch.model.component.FileEntry;
import java.nio.charset.StandardCharsets;

/**
 * What a command is told on its standard input: one JSON document (RFC 8259, UTF-8).
 *
 * <pre>
 * {"format":1,"command":"start","revision":12,"undoing":false,"changes":[
 * {"path":"etc/a.properties","change":"modified","kind":"properties","size":12,
 *  "sha256":"…","executable":false},
 * {"path":"etc/b.xml","change":"deleted"}]}
 * </pre>
 */
final class ChangeListJson {
  private ChangeListJson() {}

  static byte[] of(String command, TriggerContext context) {
    StringBuilder json = new StringBuilder(1024).append("{\"format\":1,\"command\":");
    string(json, command);
    json.append(",\"revision\":").append(context.revision());
    json.append(",\"undoing\":").append(context.undoing());
    json.append(",\"changes\":[");
    String separator = "\n";
    for (Change change : context.actions().changes().changes()) {
      json.append(separator);
      change(json, change);
      separator = ",\n";
    }
    return json.append("]}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void change(StringBuilder json, Change change) {
    json.append("{\"path\":");
    string(json, change.path().value());
    if (change instanceof Change.Added added) {
      json.append(",\"change\":\"added\"");
      file(json, added.after());
    } else if (change instanceof Change.Modified modified) {
      json.append(",\"change\":\"modified\"");
      file(json, modified.after());
    } else {
      json.append(",\"change\":\"deleted\"");
    }
    json.append('}');
  }

  private static void file(StringBuilder json, FileEntry file) {
    json.append(",\"kind\":");
    string(json, CanonicalName.of(file.kind()));
    json.append(",\"size\":").append(file.size()).append(",\"sha256\":");
    string(json, file.digest().hex());
    json.append(",\"executable\":").append(file.executable());
  }

  private static void string(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}

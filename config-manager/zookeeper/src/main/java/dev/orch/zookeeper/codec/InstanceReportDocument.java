package dev.orch.zookeeper.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.orch.model.Digest;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.Endpoint;
import dev.orch.model.instance.Endpoints;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.Labels;
import dev.orch.model.path.ConfigPath;
import dev.orch.zookeeper.layout.RevisionName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the znode of an instance holds:
 *
 * <pre>
 * {"format":1,"host":"node1","pid":4711,"home":"/opt/filemgr","state":"applied",
 *  "appliedRevision":12,"appliedDigest":"…","wantedRevision":12,"drifted":["etc/a"],
 *  "lastError":"…","reportedAt":"2026-11-20T12:00:00Z",
 *  "labels":{"rack":"a"},"endpoints":{"rpc":"node1:9000"},"keptStopped":true}
 * </pre>
 *
 * <p>{@code appliedDigest}, {@code lastError}, {@code labels}, {@code endpoints} and {@code
 * keptStopped} may be missing.
 */
public final class InstanceReportDocument {
  private static final int MAX_TEXT = 8 * 1024;
  private static final int MAX_PATH = 1_024;
  private static final int MAX_ENDPOINT = 300;

  private @Nullable String host;
  private @Nullable Long pid;
  private @Nullable String home;
  private @Nullable InstanceState state;
  private @Nullable Long appliedRevision;
  private @Nullable Digest appliedDigest;
  private @Nullable Long wantedRevision;
  private final List<ConfigPath> drifted = new ArrayList<>();
  private @Nullable String lastError;
  private @Nullable Instant reportedAt;
  private final SortedMap<String, String> labels = new TreeMap<>();
  private final SortedMap<String, Endpoint> endpoints = new TreeMap<>();

  private boolean keptStopped;

  private InstanceReportDocument() {}

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything but a sound report
   */
  public static InstanceReport read(String place, byte[] bytes) {
    JsonIn in = Documents.open(place, bytes);
    InstanceReportDocument fields = new InstanceReportDocument();
    return Documents.read(place, bytes, in, name -> fields.read(in, name), fields::make);
  }

  private boolean read(JsonIn in, String name) throws IOException {
    switch (name) {
      case "host" -> host = in.string(MAX_TEXT);
      case "pid" -> pid = in.number(0, Long.MAX_VALUE);
      case "home" -> home = in.string(MAX_TEXT);
      case "state" -> state = Values.constant(in, InstanceState.values());
      case "appliedRevision" -> appliedRevision = in.number(0, RevisionName.MAX_NUMBER);
      case "appliedDigest" -> appliedDigest = Components.digest(in);
      case "wantedRevision" -> wantedRevision = in.number(0, RevisionName.MAX_NUMBER);
      case "drifted" ->
          in.array(
              InstanceReport.MAX_DRIFTED, () -> drifted.add(new ConfigPath(in.string(MAX_PATH))));
      case "lastError" -> lastError = in.string(MAX_TEXT);
      case "reportedAt" -> reportedAt = Values.instant(in);
      case "keptStopped" -> keptStopped = in.bool();
      case "labels" ->
          in.object(
              Labels.MAX_COUNT,
              key -> {
                labels.put(key, in.string(Labels.MAX_LENGTH));
                return true;
              });
      case "endpoints" ->
          in.object(
              Endpoints.MAX_COUNT,
              key -> {
                endpoints.put(key, Endpoint.parse(in.string(MAX_ENDPOINT)));
                return true;
              });
      default -> {
        return false;
      }
    }
    return true;
  }

  private InstanceReport make() {
    return new InstanceReport(
        Documents.required(host, "host"),
        Documents.required(pid, "pid"),
        Documents.required(home, "home"),
        Documents.required(state, "state"),
        Documents.required(appliedRevision, "appliedRevision"),
        appliedDigest,
        Documents.required(wantedRevision, "wantedRevision"),
        drifted,
        lastError,
        Documents.required(reportedAt, "reportedAt"),
        new Announcement(new Labels(labels), new Endpoints(endpoints)),
        keptStopped);
  }

  /** As it is stored. */
  public static byte[] write(InstanceReport report) {
    return JsonOut.document(
        json -> {
          JsonOut.text(json, "host", bounded(report.host()));
          json.writeNumberField("pid", report.pid());
          JsonOut.text(json, "home", bounded(report.home()));
          json.writeStringField("state", CanonicalName.of(report.state()));
          json.writeNumberField("appliedRevision", report.appliedRevision());
          Digest digest = report.appliedDigest();
          if (digest != null) {
            json.writeStringField("appliedDigest", digest.hex());
          }
          json.writeNumberField("wantedRevision", report.wantedRevision());
          json.writeArrayFieldStart("drifted");
          for (ConfigPath path : report.drifted()) {
            json.writeString(path.value());
          }
          json.writeEndArray();
          String error = report.lastError();
          if (error != null) {
            JsonOut.text(json, "lastError", error);
          }
          json.writeStringField("reportedAt", report.reportedAt().toString());
          texts(json, "labels", report.labels().values());
          texts(json, "endpoints", report.endpoints().byName());
          if (report.keptStopped()) {
            json.writeBooleanField("keptStopped", true);
          }
        });
  }

  private static void texts(JsonGenerator json, String name, Map<String, ?> values)
      throws IOException {
    if (!values.isEmpty()) {
      json.writeObjectFieldStart(name);
      for (Map.Entry<String, ?> each : values.entrySet()) {
        json.writeStringField(each.getKey(), each.getValue().toString());
      }
      json.writeEndObject();
    }
  }

  private static String bounded(String text) {
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }
}

package dev.orch.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.orch.benchmarks.harness.Role;
import dev.orch.benchmarks.harness.RowResult;
import dev.orch.benchmarks.harness.RowResult.Figure;
import dev.orch.benchmarks.harness.Target;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Everything that was measured, every single value of it, for other programs. */
public final class JsonReport {
  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  /** The whole run as one object. */
  public static String of(Report report) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      new JsonReport(json).write(report);
    }
    return text + "\n";
  }

  private void write(Report report) throws IOException {
    json.writeStartObject();
    json.writeNumberField("format", 1);
    json.writeStringField("when", report.when().toString());
    json.writeBooleanField("quick", report.quick());
    json.writeObjectFieldStart("machine");
    for (Map.Entry<String, String> fact : report.machine().entrySet()) {
      json.writeStringField(fact.getKey(), fact.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("rows");
    for (RowResult result : report.results()) {
      write(result);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(RowResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", result.row().name());
    json.writeStringField("title", result.row().title());
    json.writeStringField("unit", result.row().unit().symbol());
    json.writeArrayFieldStart("contestants");
    for (Figure figure : result.measured()) {
      write(figure, result.the(Role.FLOOR));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("targets");
    for (Target target : result.row().targets()) {
      json.writeStartObject();
      json.writeStringField("wanted", target.text());
      if (target.isKnown(result)) {
        json.writeBooleanField("reached", target.isReached(result));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    strings("absent", result.absent());
    strings("notes", result.notes());
    if (result.failure().isPresent()) {
      json.writeStringField("failure", result.failure().get());
    }
    json.writeEndObject();
  }

  private void write(Figure figure, Optional<Figure> floor) throws IOException {
    json.writeStartObject();
    json.writeStringField("role", figure.role().name().toLowerCase(Locale.ROOT));
    json.writeStringField("name", figure.name());
    json.writeNumberField("median", rounded(figure.samples().median()));
    json.writeNumberField("low", rounded(figure.samples().quantile(0.25)));
    json.writeNumberField("high", rounded(figure.samples().quantile(0.75)));
    if (floor.isPresent()) {
      json.writeNumberField("toFloor", rounded(RowResult.ratio(figure, floor.get()).median()));
    }
    json.writeArrayFieldStart("values");
    for (double value : figure.samples().all()) {
      json.writeNumber(rounded(value));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void strings(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** To a thousandth: microseconds, where it is milliseconds. */
  private static double rounded(double value) {
    return Math.rint(value * 1000) / 1000;
  }
}

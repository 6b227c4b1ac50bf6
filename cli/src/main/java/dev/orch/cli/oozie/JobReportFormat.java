package dev.orch.cli.oozie;

import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.cli.output.Table;
import dev.orch.oozie.deploy.DeployReport;
import dev.orch.oozie.deploy.JobPreview;
import dev.orch.oozie.deploy.JobResult;
import dev.orch.oozie.server.JobId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints what was done with each job, or would be. */
final class JobReportFormat {
  private JobReportFormat() {}

  static void text(Output out, DeployReport report) {
    Table table = Table.of("JOB", "RESULT", "ID", "WHAT");
    for (JobResult result : report.results()) {
      table.row(
          Printable.of(result.job().value()),
          name(result.kind()),
          text(result.id()),
          Printable.of(result.text()));
    }
    table.print(out);
  }

  static void json(Output out, DeployReport report) {
    JsonWriter.object(out, json -> json.member("jobs", report.results(), JobReportFormat::write));
  }

  private static void write(JsonWriter json, JobResult result) {
    json.member("job", result.job().value())
        .member("result", name(result.kind()))
        .member("id", idOrNull(result.id()))
        .member("what", result.text());
  }

  static void text(Output out, List<JobPreview> previews) {
    Table table = Table.of("JOB", "ACTION", "ID", "STATUS", "NEXT RUN", "WHY");
    for (JobPreview preview : previews) {
      table.row(
          Printable.of(preview.job().value()),
          name(preview.action()),
          text(preview.id()),
          preview.status() == null ? "" : preview.status(),
          preview.next() == null ? "" : preview.next(),
          Printable.of(preview.why()));
    }
    table.print(out);
    long changes = previews.stream().filter(JobPreview::isChange).count();
    out.line(changes + " of " + previews.size() + " jobs would be changed");
  }

  static void json(Output out, List<JobPreview> previews) {
    JsonWriter.object(out, json -> json.member("jobs", previews, JobReportFormat::write));
  }

  static void write(JsonWriter json, JobPreview preview) {
    json.member("job", preview.job().value())
        .member("action", name(preview.action()))
        .member("id", idOrNull(preview.id()))
        .member("status", preview.status() == null ? null : preview.status().toString())
        .member("next", preview.next() == null ? null : preview.next().toString())
        .member("why", preview.why());
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static @Nullable String idOrNull(@Nullable JobId id) {
    return id == null ? null : id.value();
  }

  private static String text(@Nullable JobId id) {
    return id == null ? "" : id.value();
  }
}

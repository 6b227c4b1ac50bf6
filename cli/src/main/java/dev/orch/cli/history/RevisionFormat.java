package dev.orch.cli.history;

import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Printable;
import dev.orch.cli.output.Table;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.SourceCommit;
import dev.orch.model.settings.ByteSize;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Prints revisions. */
final class RevisionFormat {
  private static final int ABBREVIATED_COMMIT = 16;

  private RevisionFormat() {}

  static void table(Output out, List<RevisionInfo> revisions) {
    DateTimeFormatter time =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    Table table = Table.of("REVISION>", "PUBLISHED", "KIND", "AUTHOR…", "SOURCE…", "MESSAGE…");
    for (RevisionInfo revision : revisions) {
      Authorship by = revision.authorship();
      table.row(
          revision.number(),
          time.format(revision.publishedAt()),
          CanonicalName.of(revision.kind()),
          by.author() + "@" + by.host(),
          by.source().map(RevisionFormat::abbreviated).orElse("-"),
          by.message());
    }
    table.print(out);
  }

  /** Everything but the components, a line each, as {@code git show} begins. */
  static void details(Output out, RevisionInfo revision) {
    Authorship by = revision.authorship();
    out.line("revision  " + revision.number() + " (" + CanonicalName.of(revision.kind()) + ")");
    out.line("publish   " + revision.publishId());
    out.line("parent    " + (revision.parent() == 0 ? "none" : revision.parent()));
    out.line("author    " + Printable.of(by.author() + "@" + by.host()));
    out.line("published " + revision.publishedAt());
    by.source()
        .ifPresent(
            source ->
                out.line(
                    "source    " + Printable.of(source.id()) + (source.dirty() ? " (dirty)" : "")));
    out.line("added     " + ByteSize.format(revision.bytesAdded()));
    if (!by.message().isEmpty()) {
      out.line("");
      by.message().lines().forEach(line -> out.line("    " + Printable.of(line)));
    }
    out.line("");
  }

  private static String abbreviated(SourceCommit source) {
    String id = source.id();
    return id.substring(0, Math.min(ABBREVIATED_COMMIT, id.length()))
        + (source.dirty() ? " (dirty)" : "");
  }

  static void json(Output out, List<RevisionInfo> revisions) {
    JsonWriter.list(out, revisions, RevisionFormat::write);
  }

  /** The members of an object. */
  static void write(JsonWriter json, RevisionInfo revision) {
    Authorship by = revision.authorship();
    json.member("revision", revision.number())
        .member("publishId", revision.publishId())
        .member("parent", revision.parent())
        .member("kind", CanonicalName.of(revision.kind()))
        .member("publishedAt", revision.publishedAt().toString())
        .member("author", by.author())
        .member("host", by.host())
        .member("message", by.message())
        .member("source", by.source().map(SourceCommit::id).orElse(null))
        .member("sourceDirty", by.source().map(SourceCommit::dirty).orElse(false))
        .member("bytesAdded", revision.bytesAdded())
        .member(
            "components",
            revision.components().entrySet(),
            (inner, component) ->
                inner
                    .member("component", component.getKey().value())
                    .member("digest", component.getValue().digest().hex()));
  }
}

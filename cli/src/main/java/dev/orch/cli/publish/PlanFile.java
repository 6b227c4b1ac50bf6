package dev.orch.cli.publish;

import dev.orch.cli.diff.PlanFormat;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.ComponentName;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.publisher.plan.PinnedPlan;
import dev.orch.publisher.plan.PlanPin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A saved plan: JSON, UTF-8, at most 32 MiB. It says what is to become of which state, and for
 * people what that changes; it holds no bytes of files.
 */
final class PlanFile {
  /** Of the documents written; others are not read. */
  static final long FORMAT = 1;

  /** What tells a saved plan from any other JSON. */
  static final String KIND = "orch-plan";

  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private PlanFile() {}

  /**
   * Returns if a plan can be written there, as far as that can be seen beforehand.
   *
   * @throws UsageException when it is a directory, or in none
   */
  static void requireWritable(Path file) {
    if (Files.isDirectory(file)) {
      throw new UsageException("--out: " + file + " is a directory", "Name a file.");
    }
    if (!Files.isDirectory(directoryOf(file))) {
      throw new UsageException(
          "--out: there is no directory " + directoryOf(file), "Make it, or name another.");
    }
  }

  private static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /** Writes it whole or not at all, over what was there. Only its owner can read it. */
  static void write(Path file, PinnedPlan planned, TreeLocation tree, Clock clock)
      throws IOException {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    Output out = new Output(document, false);
    JsonWriter.object(out, json -> write(json, planned, tree, clock.instant()));
    out.flush();
    Path part = Files.createTempFile(directoryOf(file), "orch-plan", ".part");
    try {
      Files.write(part, document.toByteArray());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(JsonWriter json, PinnedPlan planned, TreeLocation tree, Instant now) {
    PlanPin pin = planned.pin();
    json.member("format", FORMAT)
        .member("kind", KIND)
        .member("createdAt", now.toString())
        .member("tree", tree.toString())
        .member("project", pin.project().value())
        .member("projectId", pin.projectId().isEmpty() ? null : pin.projectId())
        .member("baseRevision", pin.baseRevision())
        .texts("limitedTo", pin.selection().named().stream().map(ComponentName::value).toList())
        .member(
            "desired",
            pin.desired().entrySet(),
            (item, component) ->
                item.member("component", component.getKey().value())
                    .member("digest", component.getValue().hex()));
    PlanFormat.writeComponents(json, planned.plan());
  }

  /**
   * Reads one that {@link #write} wrote.
   *
   * @throws InvalidInputException with everything that is wrong with it
   */
  static SavedPlan read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UsageException("--plan: " + file + " is a directory", "Name a file.");
    }
    try (InputStream content = Files.newInputStream(file)) {
      return PlanFileReader.read(file.toString(), decode(file, content.readNBytes(MAX_BYTES + 1)));
    }
  }

  private static String decode(Path file, byte[] content) {
    if (content.length > MAX_BYTES) {
      throw invalid(
          List.of(
              new Problem(file.toString(), "expected at most " + MAX_BYTES + " bytes, found more")),
          null);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw invalid(
          List.of(new Problem(file.toString(), "expected UTF-8, found bytes that are not")), e);
    }
  }

  static InvalidInputException invalid(List<Problem> problems, @Nullable Throwable cause) {
    return new InvalidInputException(
        "no plan that can be carried out; make one with orch plan --out FILE", problems, cause);
  }
}

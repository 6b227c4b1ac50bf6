package dev.orch.cli.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON Schemas in {@code docs/schemas}. */
public final class Schemas {
  /** Reads them when they are asked for. */
  public Schemas() {}

  private static final Path DIRECTORY = Path.of("../docs/schemas");
  private static final String BASE = "https://orch.invalid/";

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Schemas::text));

  /** Of a command; some print what others print. */
  static String name(String command) {
    return switch (command) {
      case "rollback", "clear" -> "publish";
      case "restart", "reload", "reconcile", "stop", "start" -> "commands";
      default -> command;
    };
  }

  /** Whether there is one of this name. */
  static boolean exists(String name) {
    return Files.exists(DIRECTORY.resolve(name + ".json"));
  }

  /** What is wrong with the document; empty if nothing is. */
  public List<String> problems(String name, String document) {
    return registry
        .getSchema(SchemaLocation.of(BASE + name + ".json"))
        .validate(document, InputFormat.JSON)
        .stream()
        .map(problem -> name + ": " + problem)
        .toList();
  }

  private static @Nullable String text(String iri) {
    if (!iri.startsWith(BASE)) {
      return null;
    }
    try {
      return Files.readString(DIRECTORY.resolve(iri.substring(BASE.length())), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

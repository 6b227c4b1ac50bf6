package dev.orch.cli.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.ProjectName;
import dev.orch.model.Quoted;
import dev.orch.model.layer.LayerName;
import dev.orch.publisher.plan.PlanPin;
import dev.orch.publisher.scan.ComponentSelection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a saved plan; what it lists for people is skipped. */
final class PlanFileReader {
  private static final int MAX_DEPTH = 16;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(64 * 1024)
                  .build())
          .build();

  private final String where;
  private final JsonParser json;
  private final List<Problem> problems = new ArrayList<>();

  private @Nullable Long format;
  private @Nullable String kind;
  private @Nullable TreeLocation tree;
  private @Nullable ProjectName project;
  private String projectId = "";
  private @Nullable Long baseRevision;
  private final TreeSet<ComponentName> limitedTo = new TreeSet<>();
  private @Nullable SortedMap<LayerName, Digest> desired;

  private PlanFileReader(String where, JsonParser json) {
    this.where = where;
    this.json = json;
  }

  /**
   * Reads the whole document.
   *
   * @param where the file, for messages
   * @throws InvalidInputException with everything that is wrong with it
   */
  static SavedPlan read(String where, String text) throws IOException {
    try (JsonParser json = FACTORY.createParser(text)) {
      PlanFileReader reader = new PlanFileReader(where, json);
      reader.document();
      return reader.plan();
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? where
              : where + ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
      throw PlanFile.invalid(
          List.of(new Problem(place, "expected JSON, found: " + Quoted.of(e.getOriginalMessage()))),
          e);
    }
  }

  private void document() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      problem("", "expected an object");
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      member(name);
    }
    if (json.nextToken() != null) {
      problem("", "expected nothing after the object");
    }
  }

  private void member(String name) throws IOException {
    switch (name) {
      case "format" -> number(name, value -> format = value);
      case "kind" -> text(name, value -> kind = value);
      case "tree" -> parsed(name, TreeLocation::parse, value -> tree = value);
      case "project" -> parsed(name, ProjectName::new, value -> project = value);
      case "projectId" -> {
        if (json.currentToken() != JsonToken.VALUE_NULL) {
          text(name, value -> projectId = value);
        }
      }
      case "baseRevision" -> number(name, value -> baseRevision = value);
      case "limitedTo" -> list(name, () -> parsed(name, ComponentName::new, limitedTo::add));
      case "desired" -> {
        desired = new TreeMap<>();
        list(name, () -> component(name));
      }
      // A plan that asks for something that we don't know must not be carried out without it.
      case "requires" -> {
        problem(name, "found a plan that needs a newer orch");
        json.skipChildren();
      }
      default -> json.skipChildren();
    }
  }

  /** Reads one item of a list. */
  @FunctionalInterface
  private interface Item {
    void read() throws IOException;
  }

  private void list(String name, Item item) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      problem(name, "expected a list");
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      item.read();
    }
  }

  private void component(String name) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      problem(name, "expected a list of objects");
      json.skipChildren();
      return;
    }
    List<LayerName> component = new ArrayList<>();
    List<Digest> digest = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "component" -> parsed(name, LayerName::parse, component::add);
        case "digest" -> parsed(name, Digest::parse, digest::add);
        default -> json.skipChildren();
      }
    }
    if (component.isEmpty() || digest.isEmpty() || desired == null) {
      problem(name, "expected objects with a component and a digest");
    } else if (desired.put(component.get(0), digest.get(0)) != null) {
      problem(name, "component " + component.get(0) + " is there twice");
    }
  }

  private void number(String name, Consumer<Long> consumer) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        && json.getLongValue() >= 0) {
      consumer.accept(json.getLongValue());
    } else {
      problem(name, "expected a number from 0");
      json.skipChildren();
    }
  }

  private void text(String name, Consumer<String> consumer) throws IOException {
    parsed(name, text -> text, consumer);
  }

  private <T> void parsed(String name, Function<String, T> parse, Consumer<? super T> consumer)
      throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      problem(name, "expected a text");
      json.skipChildren();
      return;
    }
    try {
      consumer.accept(parse.apply(json.getText()));
    } catch (IllegalArgumentException e) {
      problem(name, String.valueOf(e.getMessage()));
    }
  }

  private void problem(String name, String what) {
    String place = where + ":" + json.currentTokenLocation().getLineNr();
    problems.add(new Problem(place, (name.isEmpty() ? "" : name + ": ") + what));
  }

  private SavedPlan plan() {
    if (!PlanFile.KIND.equals(kind)) {
      // Of a foreign document, that everything else is missing says nothing.
      throw PlanFile.invalid(
          List.of(
              new Problem(
                  where,
                  String.format(
                      Locale.ROOT, "expected \"kind\": \"%s\", found no such", PlanFile.KIND))),
          null);
    }
    if (format == null || format != PlanFile.FORMAT) {
      throw PlanFile.invalid(
          List.of(
              new Problem(
                  where,
                  "expected format "
                      + PlanFile.FORMAT
                      + ", found "
                      + (format == null ? "none" : format))),
          null);
    }
    if (tree == null || project == null || baseRevision == null || desired == null) {
      problem("", "expected tree, project, baseRevision and desired");
    }
    if (!problems.isEmpty()
        || tree == null
        || project == null
        || baseRevision == null
        || desired == null) {
      throw PlanFile.invalid(problems, null);
    }
    return new SavedPlan(
        tree,
        new PlanPin(project, projectId, baseRevision, ComponentSelection.of(limitedTo), desired));
  }
}

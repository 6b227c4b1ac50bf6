package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Checks that a file is YAML 1.2 in UTF-8, of any number of documents, nested at most 500 levels,
 * and gives no key twice. Nothing is built from it: tags name nothing that would be made, and
 * aliases stand for nothing that would grow.
 */
final class YamlCheck implements ContentCheck {
  private static final int MAX_DEPTH = 500;
  private static final int MAX_PROBLEMS = 20;

  @Override
  public Optional<String> lastingName() {
    return Optional.of("yaml");
  }

  @Override
  public List<Problem> check(String file, InputStream content) throws IOException {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(Integer.MAX_VALUE).build();
    Scan scan = new Scan(file);
    Reader text =
        new InputStreamReader(
            content,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try {
      for (Event event : new Parse(settings).parseReader(text)) {
        if (!scan.take(event)) {
          break;
        }
      }
    } catch (MarkedYamlEngineException e) {
      scan.problem(
          e.getProblemMark().or(e::getContextMark), "malformed YAML: " + Reason.of(e.getProblem()));
    } catch (YamlEngineException e) {
      scan.problem(Optional.empty(), "malformed YAML: " + reason(e));
    }
    return scan.problems;
  }

  private static String reason(YamlEngineException e) throws IOException {
    if (e.getCause() instanceof CharacterCodingException) {
      return "expected UTF-8, found bytes that are not";
    }
    if (e.getCause() instanceof IOException io) {
      throw io;
    }
    return Reason.of(e.getMessage());
  }

  private static final class Scan {
    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final Deque<Collection> open = new ArrayDeque<>();

    Scan(String file) {
      this.file = file;
    }

    /** A mapping or a sequence that has begun. */
    private static final class Collection {
      /** Lines by key; null for a sequence. */
      final @Nullable Map<String, Integer> keys;

      boolean keyIsNext = true;

      Collection(boolean mapping) {
        keys = mapping ? new HashMap<>() : null;
      }
    }

    /** Whether to go on. */
    boolean take(Event event) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> {
          node(event);
          open.push(new Collection(event.getEventId() == Event.ID.MappingStart));
          if (open.size() > MAX_DEPTH) {
            problem(event.getStartMark(), "malformed YAML: nested deeper than 500 levels");
            return false;
          }
        }
        case MappingEnd, SequenceEnd -> open.pop();
        case Scalar, Alias -> node(event);
        default -> {}
      }
      return problems.size() < MAX_PROBLEMS;
    }

    /** Keys and values take turns in a mapping. */
    private void node(Event event) {
      Collection parent = open.peek();
      if (parent == null || parent.keys == null) {
        return;
      }
      if (parent.keyIsNext && event instanceof ScalarEvent key) {
        int line = key.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        // What is merged in may come from several places.
        Integer first =
            key.getValue().equals("<<") ? null : parent.keys.putIfAbsent(key.getValue(), line);
        if (first != null) {
          problem(
              key.getStartMark(),
              "key " + Quoted.of(key.getValue()) + " is given twice, first in line " + first);
        }
      }
      parent.keyIsNext = !parent.keyIsNext;
    }

    void problem(Optional<Mark> mark, String what) {
      String place = mark.map(m -> ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1)).orElse("");
      problems.add(new Problem(file + place, what));
    }
  }
}

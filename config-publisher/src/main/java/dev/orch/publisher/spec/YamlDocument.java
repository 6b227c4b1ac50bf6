package dev.orch.publisher.spec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One YAML 1.2 document of UTF-8, bounded in size, depth, nodes and aliases. */
final class YamlDocument {
  private static final int MAX_BYTES = ComponentYaml.MAX_BYTES;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NODES = 10_000;
  private static final int MAX_ALIASES = 100;

  private YamlDocument() {}

  /** Its root, or nothing for a document without content. */
  static Optional<Node> parse(byte[] content, YamlProblems problems) {
    if (content.length > MAX_BYTES) {
      throw problems.failed(
          Optional.empty(), "expected at most " + MAX_BYTES + " bytes, found " + content.length);
    }
    String text = decode(content, problems);
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MAX_BYTES)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .build();
    try {
      checkBounds(new Parse(settings).parseString(text), problems);
      return new Compose(settings).composeString(text).filter(root -> !isNull(root));
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      throw problems.failed(mark, "not well-formed YAML: " + oneLine(e.getProblem()));
    } catch (YamlEngineException | IllegalArgumentException e) {
      // The second is how the library refuses some tags.
      throw problems.failed(
          Optional.empty(), "not well-formed YAML: " + oneLine(String.valueOf(e.getMessage())));
    }
  }

  private static boolean isNull(Node root) {
    return root.getTag().equals(Tag.NULL);
  }

  private static String decode(byte[] content, YamlProblems problems) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw problems.failed(Optional.empty(), "expected UTF-8, found bytes that are not");
    }
  }

  /** Composing a document recurses; so bounds are checked on the flat stream of events before. */
  private static void checkBounds(Iterable<Event> events, YamlProblems problems) {
    int depth = 0;
    int nodes = 0;
    int aliases = 0;
    int documents = 0;
    for (Event event : events) {
      switch (event.getEventId()) {
        case SequenceStart, MappingStart -> {
          depth++;
          nodes++;
        }
        case SequenceEnd, MappingEnd -> depth--;
        case Scalar -> nodes++;
        case Alias -> aliases++;
        case DocumentStart -> documents++;
        default -> {}
      }
      check(documents <= 1, event, "expected one document, found another", problems);
      check(depth <= MAX_DEPTH, event, "nested deeper than " + MAX_DEPTH + " levels", problems);
      check(nodes <= MAX_NODES, event, "more than " + MAX_NODES + " values", problems);
      check(aliases <= MAX_ALIASES, event, "more than " + MAX_ALIASES + " aliases", problems);
    }
  }

  private static void check(boolean holds, Event event, String what, YamlProblems problems) {
    if (!holds) {
      throw problems.failed(event.getStartMark(), what);
    }
  }

  private static String oneLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}

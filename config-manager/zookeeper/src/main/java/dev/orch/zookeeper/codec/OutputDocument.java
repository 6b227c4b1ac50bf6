package dev.orch.zookeeper.codec;

import dev.orch.model.component.CanonicalName;
import dev.orch.model.output.OutputPart;
import dev.orch.model.output.OutputPlace;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the znode of a question for output holds:
 *
 * <pre>
 * {"format":1,"state":"asked","stream":"","length":0}
 * {"format":1,"state":"answered","stream":"start#1","length":120,"text":"…"}
 * {"format":1,"state":"refused","stream":"","length":0,"text":"why"}
 * </pre>
 */
public record OutputDocument(State state, OutputPlace place, String text) {
  private static final int MAX_TEXT = OutputPart.MAX_BYTES;

  /** Who is to speak next. */
  public enum State {
    ASKED,
    ANSWERED,
    REFUSED
  }

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything else
   */
  public static OutputDocument read(String znode, byte[] bytes) {
    JsonIn in = Documents.open(znode, bytes);
    Fields fields = new Fields();
    return Documents.read(znode, bytes, in, name -> fields.read(in, name), fields::make);
  }

  private static final class Fields {
    private @Nullable State state;
    private @Nullable String stream;
    private @Nullable Long length;
    private String text = "";

    private boolean read(JsonIn in, String name) throws IOException {
      switch (name) {
        case "state" -> state = Values.constant(in, State.values());
        case "stream" -> stream = in.string(OutputPlace.MAX_STREAM);
        case "length" -> length = in.number(0, Long.MAX_VALUE);
        case "text" -> text = in.string(MAX_TEXT);
        default -> {
          return false;
        }
      }
      return true;
    }

    private OutputDocument make() {
      return new OutputDocument(
          Documents.required(state, "state"),
          new OutputPlace(
              Documents.required(stream, "stream"), Documents.required(length, "length")),
          text);
    }
  }

  /** As it is stored. */
  public byte[] write() {
    return JsonOut.document(
        json -> {
          json.writeStringField("state", CanonicalName.of(state));
          json.writeStringField("stream", place.stream());
          json.writeNumberField("length", place.length());
          if (!text.isEmpty()) {
            JsonOut.text(json, "text", text);
          }
        });
  }
}

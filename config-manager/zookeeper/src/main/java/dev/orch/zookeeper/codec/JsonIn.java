package dev.orch.zookeeper.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.orch.model.Quoted;
import java.io.IOException;
import java.io.StringWriter;

/** Pulls typed and bounded values from a JSON document. */
final class JsonIn implements AutoCloseable {
  private static final int MAX_DEPTH = 20;
  private static final int MAX_NAME = 2_000;
  private static final int MAX_STRING = 512 * 1024;
  private static final int MAX_DIGITS = 20;

  /** Names are not interned nor shared, since whoever writes the document chooses them. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(MAX_NAME)
                  .maxStringLength(MAX_STRING)
                  .maxNumberLength(MAX_DIGITS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /** Takes one field's value. */
  @FunctionalInterface
  interface Field {
    /** Reads the value, or says no to leave it unread. */
    boolean read(String name) throws IOException;
  }

  /** Takes one element of an array. */
  @FunctionalInterface
  interface Element {
    void read() throws IOException;
  }

  /** Something that the document must not have. */
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  private final JsonParser parser;

  JsonIn(byte[] document) throws IOException {
    this.parser = FACTORY.createParser(document);
    parser.nextToken();
  }

  /** Every field in turn, at most {@code limit}; those that the handler refuses are skipped. */
  void object(int limit, Field handler) throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    int count = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      bound(++count, limit, "fields");
      String name = whole(parser.currentName());
      parser.nextToken();
      if (!handler.read(name)) {
        parser.skipChildren();
      }
    }
    expect(JsonToken.END_OBJECT, "the end of an object");
  }

  /** Every element in turn, at most {@code limit}. */
  void array(int limit, Element handler) throws IOException {
    expect(JsonToken.START_ARRAY, "an array");
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!parser.hasCurrentToken()) {
        throw new MalformedException("expected the end of an array, found the end of the document");
      }
      bound(++count, limit, "elements");
      handler.read();
    }
  }

  private static void bound(int count, int limit, String what) throws MalformedException {
    if (count > limit) {
      throw new MalformedException("expected at most " + limit + " " + what);
    }
  }

  /** A string of at most so many characters. */
  String string(int limit) throws IOException {
    expect(JsonToken.VALUE_STRING, "a string");
    String text = parser.getText();
    if (text.length() > limit) {
      throw new MalformedException(
          "expected a string of at most " + limit + " characters, found " + text.length());
    }
    return whole(text);
  }

  /** An escape can stand for half of a surrogate pair, which could not be written again. */
  private static String whole(String text) throws MalformedException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          throw new MalformedException("expected text, found half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  /** A whole number in this range. */
  long number(long min, long max) throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    // Compared as the wider type first, so that a number beyond 64 bits is an error and no
    // overflow.
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        || parser.getLongValue() < min
        || parser.getLongValue() > max) {
      throw new MalformedException(
          "expected a number from " + min + " to " + max + ", found " + parser.getText());
    }
    return parser.getLongValue();
  }

  boolean bool() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_TRUE) {
      return true;
    }
    expect(JsonToken.VALUE_FALSE, "true or false");
    return false;
  }

  /** The value as JSON, whatever it is; numbers as they are, however large or precise. */
  String raw() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = FACTORY.createGenerator(text)) {
      copy.copyCurrentStructureExact(parser);
    }
    return whole(text.toString());
  }

  /** Nothing may follow. */
  void end() throws IOException {
    if (parser.nextToken() != null) {
      throw new MalformedException("expected the end of the document, found more");
    }
  }

  private void expect(JsonToken token, String what) throws IOException {
    if (parser.currentToken() != token) {
      String found = parser.hasCurrentToken() ? parser.getText() : null;
      throw new MalformedException(
          "expected "
              + what
              + ", found "
              + (found == null ? "the end of the document" : Quoted.of(found, 40)));
    }
  }

  /** Where it is now, for messages. */
  String position() {
    return "line "
        + parser.currentLocation().getLineNr()
        + ", column "
        + parser.currentLocation().getColumnNr();
  }

  /** What is wrong, without a copy of the document. */
  static String describe(IOException e) {
    if (e instanceof JsonProcessingException json) {
      return Quoted.of(String.valueOf(json.getOriginalMessage()), 200);
    }
    return String.valueOf(e.getMessage());
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}

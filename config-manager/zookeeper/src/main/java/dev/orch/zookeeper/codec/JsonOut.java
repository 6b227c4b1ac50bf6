package dev.orch.zookeeper.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes a stored document: UTF-8, without white space, {@code format} first. */
final class JsonOut {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonOut() {}

  /** Writes the fields of an object. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes one value. */
  @FunctionalInterface
  interface Value<T> {
    void write(JsonGenerator json, T value) throws IOException;
  }

  /** A field of free text, which may hold halves of surrogate pairs that UTF-8 cannot. */
  static void text(JsonGenerator json, String name, String value) throws IOException {
    byte[] replaced = value.getBytes(StandardCharsets.UTF_8);
    json.writeStringField(name, new String(replaced, StandardCharsets.UTF_8));
  }

  /** Each of many values by itself. */
  static <T> List<byte[]> values(Collection<T> values, Value<T> writer) {
    List<byte[]> written = new ArrayList<>(values.size());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.setRootValueSeparator(null);
      for (T value : values) {
        writer.write(json, value);
        json.flush();
        written.add(bytes.toByteArray());
        bytes.reset();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return written;
  }

  static byte[] document(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("format", Documents.FORMAT);
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}

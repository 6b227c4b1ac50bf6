package dev.orch.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON document, indented, with a line end after it. Keys come in the order in which
 * they are written; one whose value is absent is written as {@code null}, so that every object of a
 * kind has the same keys.
 */
public final class JsonWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private JsonWriter(JsonGenerator json) {
    this.json = json;
  }

  /** One object as the whole document. */
  public static void object(Output out, Consumer<JsonWriter> members) {
    document(out, writer -> writer.members(members));
  }

  /** One object on a line of its own, of which there may be many. */
  public static void line(Output out, Consumer<JsonWriter> members) {
    write(out, writer -> writer.members(members), null);
  }

  /** A list of objects as the whole document. */
  public static <T> void list(
      Output out, Collection<? extends T> items, ObjectWriter<? super T> writeItem) {
    document(out, writer -> writer.items(items, writeItem));
  }

  /** Writes the members of an object. */
  @FunctionalInterface
  public interface ObjectWriter<T> {
    void write(JsonWriter json, T item);
  }

  private static void document(Output out, Consumer<JsonWriter> body) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    write(out, body, printer);
  }

  private static void write(
      Output out, Consumer<JsonWriter> body, @Nullable PrettyPrinter printer) {
    try (JsonGenerator generator =
        FACTORY.createGenerator(new OutputStreamWriter(out.bytes(), StandardCharsets.UTF_8))) {
      if (printer != null) {
        generator.setPrettyPrinter(printer);
      }
      body.accept(new JsonWriter(generator));
      generator.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonWriter member(String name, @Nullable String value) {
    return io(() -> json.writeStringField(name, value));
  }

  public JsonWriter member(String name, long value) {
    return io(() -> json.writeNumberField(name, value));
  }

  public JsonWriter member(String name, boolean value) {
    return io(() -> json.writeBooleanField(name, value));
  }

  /** A number as the value, or {@code null}. */
  public JsonWriter optional(String name, @Nullable Long value) {
    return value == null ? member(name, (String) null) : member(name, value.longValue());
  }

  /** An object as the value, or {@code null}. */
  public <T> JsonWriter optional(
      String name, @Nullable T value, ObjectWriter<? super T> writeValue) {
    return value == null
        ? member(name, (String) null)
        : member(name, json -> writeValue.write(json, value));
  }

  /** An object as the value. */
  public JsonWriter member(String name, Consumer<JsonWriter> members) {
    io(() -> json.writeFieldName(name));
    return members(members);
  }

  /** A list of objects as the value. */
  public <T> JsonWriter member(
      String name, Collection<? extends T> items, ObjectWriter<? super T> writeItem) {
    io(() -> json.writeFieldName(name));
    return items(items, writeItem);
  }

  /** A list of numbers as the value. */
  public JsonWriter numbers(String name, Collection<Long> values) {
    return io(
        () -> {
          json.writeArrayFieldStart(name);
          for (Long value : values) {
            json.writeNumber(value);
          }
          json.writeEndArray();
        });
  }

  /** A list of texts as the value. */
  public JsonWriter texts(String name, Collection<String> values) {
    return io(
        () -> {
          json.writeArrayFieldStart(name);
          for (String value : values) {
            json.writeString(value);
          }
          json.writeEndArray();
        });
  }

  private JsonWriter members(Consumer<JsonWriter> members) {
    io(json::writeStartObject);
    members.accept(this);
    return io(json::writeEndObject);
  }

  private <T> JsonWriter items(Collection<? extends T> items, ObjectWriter<? super T> writeItem) {
    io(json::writeStartArray);
    for (T item : items) {
      members(writer -> writeItem.write(writer, item));
    }
    return io(json::writeEndArray);
  }

  private JsonWriter io(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }
}

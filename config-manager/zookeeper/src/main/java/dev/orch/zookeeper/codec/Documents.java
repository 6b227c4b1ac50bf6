package dev.orch.zookeeper.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Quoted;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules that all stored documents share. A document is a JSON object with {@code "format":1}.
 * Fields that this version does not know are optional and skipped; what must be understood to read
 * the document at all is named in {@code "requires":[…]}.
 */
final class Documents {
  static final int FORMAT = 1;

  /** Components have layers beside their own, which an instance must not leave out. */
  static final String LAYERS = "layers";

  /** The largest document, in bytes: two of them fit into one transaction. */
  static final int MAX_BYTES = 400 * 1024;

  /** What a head names when rollouts say what instances should run. */
  static final String ROLLOUTS = "rollouts";

  private static final Set<String> KNOWN_FEATURES = Set.of(LAYERS, ROLLOUTS);

  private static final int MAX_FIELDS = 100;
  private static final int MAX_REQUIRES = 100;
  private static final int MAX_FEATURE = 200;

  private Documents() {}

  /** Makes the document from the fields that were read. */
  @FunctionalInterface
  interface Result<T> {
    /**
     * Finishes it.
     *
     * @throws IllegalArgumentException when the fields don't make one
     */
    T make() throws IOException;
  }

  /**
   * Reads a document.
   *
   * @param place the znode that it was read from
   * @throws CorruptDataException when it is anything but a sound document
   */
  static <T> T read(String place, byte[] bytes, JsonIn in, JsonIn.Field fields, Result<T> result) {
    if (bytes.length > MAX_BYTES) {
      throw new CorruptDataException(
          place, "expected at most " + MAX_BYTES + " bytes, found " + bytes.length, null);
    }
    try (in) {
      boolean[] hasFormat = new boolean[1];
      in.object(
          MAX_FIELDS,
          name ->
              switch (name) {
                case "format" -> {
                  checkFormat(in.number(0, Long.MAX_VALUE));
                  hasFormat[0] = true;
                  yield true;
                }
                case "requires" -> {
                  in.array(MAX_REQUIRES, () -> require(in.string(MAX_FEATURE)));
                  yield true;
                }
                default -> fields.read(name);
              });
      in.end();
      if (!hasFormat[0]) {
        throw new JsonIn.MalformedException("expected a field \"format\"");
      }
      return result.make();
    } catch (IOException e) {
      throw new CorruptDataException(place, JsonIn.describe(e) + " (" + in.position() + ")", e);
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException(place, String.valueOf(e.getMessage()), e);
    }
  }

  /** Opens it; a separate step, so that the handlers of its fields can refer to it. */
  static JsonIn open(String place, byte[] bytes) {
    try {
      return new JsonIn(bytes);
    } catch (IOException e) {
      throw new CorruptDataException(place, JsonIn.describe(e), e);
    }
  }

  private static void checkFormat(long format) throws IOException {
    if (format != FORMAT) {
      throw new JsonIn.MalformedException(
          "expected format " + FORMAT + ", found " + format + ", written by a newer orch");
    }
  }

  private static void require(String feature) throws IOException {
    if (!KNOWN_FEATURES.contains(feature)) {
      throw new JsonIn.MalformedException(
          "requires " + Quoted.of(feature) + ", which this version of orch does not know");
    }
  }

  /** Says what must be understood to read the document; nothing where there is nothing special. */
  static void writeRequires(JsonGenerator json, Collection<String> features) throws IOException {
    if (!features.isEmpty()) {
      json.writeArrayFieldStart("requires");
      for (String feature : features) {
        json.writeString(feature);
      }
      json.writeEndArray();
    }
  }

  static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new IllegalArgumentException("expected a field \"" + field + "\"");
    }
    return value;
  }
}

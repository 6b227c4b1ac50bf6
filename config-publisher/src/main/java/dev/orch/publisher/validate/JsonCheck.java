package dev.orch.publisher.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.orch.model.Problem;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Checks that a file is JSON (RFC 8259) in UTF-8, UTF-16 or UTF-32, nested at most 500 levels, no
 * key twice in one object. Several values one after the other are let pass, since files with one
 * record on each line are often called {@code .json} too; an empty file is not.
 */
final class JsonCheck implements ContentCheck {
  private static final int MAX_DEPTH = 500;

  /** Without canonical names it would read by a decoder that lets bytes pass that are no UTF-8. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  @Override
  public Optional<String> lastingName() {
    return Optional.of("json");
  }

  @Override
  public List<Problem> check(String file, InputStream content) throws IOException {
    try (JsonParser parser = FACTORY.createParser(content)) {
      if (parser.nextToken() == null) {
        return List.of(new Problem(file, "malformed JSON: expected a value, found nothing"));
      }
      do {
        // Otherwise the inside of a text would only be skipped over.
        parser.finishToken();
      } while (parser.nextToken() != null);
      return List.of();
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      return List.of(
          new Problem(file + place, "malformed JSON: " + Reason.of(e.getOriginalMessage())));
    } catch (CharConversionException e) {
      return List.of(new Problem(file, "malformed JSON: " + Reason.of(e.getMessage())));
    }
  }
}

package dev.orch.oozie.schedule;

import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.Variables;
import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the root element of a coordinator's definition, with the properties put in.
 *
 * @param name by which Oozie lists it; null if it cannot be told
 * @param schedule null if it cannot be told: a variable without a value, a function or a time that
 *     orch does not understand
 */
public record CoordinatorDefinition(@Nullable String name, @Nullable Schedule schedule) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'");
  static final String ROOT = "coordinator-app";

  /**
   * Reads it.
   *
   * @throws XMLStreamException when it is no XML, or not the definition of a coordinator
   */
  public static CoordinatorDefinition of(Job job) throws XMLStreamException {
    XMLStreamReader reader =
        factory().createXMLStreamReader(new ByteArrayInputStream(job.definition()));
    try {
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT) {
          return of(reader, job.properties());
        }
      }
      throw new XMLStreamException("expected the element " + ROOT + ", found none");
    } finally {
      reader.close();
    }
  }

  /** Reads it; nothing if it is not the definition of a coordinator. */
  public static Optional<CoordinatorDefinition> find(Job job) {
    try {
      return Optional.of(of(job));
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  private static CoordinatorDefinition of(XMLStreamReader reader, Map<String, String> properties)
      throws XMLStreamException {
    if (!reader.getLocalName().equals(ROOT)) {
      throw new XMLStreamException(
          "expected the element " + ROOT + ", found " + reader.getLocalName(),
          reader.getLocation());
    }
    Variables variables = new Variables(properties);
    return new CoordinatorDefinition(
        attribute(reader, "name", variables).orElse(null), schedule(reader, variables));
  }

  private static @Nullable Schedule schedule(XMLStreamReader reader, Variables variables) {
    Optional<Frequency> frequency =
        attribute(reader, "frequency", variables).flatMap(Frequency::parse);
    Optional<Instant> start =
        attribute(reader, "start", variables).flatMap(CoordinatorDefinition::parseTime);
    Optional<Instant> end =
        attribute(reader, "end", variables).flatMap(CoordinatorDefinition::parseTime);
    Optional<ZoneId> zone =
        attribute(reader, "timezone", variables).flatMap(CoordinatorDefinition::zone);
    return frequency.isPresent() && start.isPresent() && end.isPresent() && zone.isPresent()
        ? new Schedule(frequency.get(), start.get(), end.get(), zone.get())
        : null;
  }

  private static Optional<String> attribute(
      XMLStreamReader reader, String name, Variables variables) {
    return Optional.ofNullable(reader.getAttributeValue(null, name))
        .map(String::strip)
        .flatMap(variables::resolve);
  }

  /** In UTC; servers that are set to another time zone write an offset, which is not understood. */
  public static Optional<Instant> parseTime(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text, ZoneId.SHORT_IDS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** As Oozie writes a time. */
  public static String format(Instant time) {
    return TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  /** Follows neither entities nor declarations of types. */
  public static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}

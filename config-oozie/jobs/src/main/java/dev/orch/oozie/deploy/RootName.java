package dev.orch.oozie.deploy;

import dev.orch.oozie.schedule.CoordinatorDefinition;
import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The name in the root element of a definition. */
final class RootName {
  private RootName() {}

  /** As written; null if there is none. */
  static @Nullable String of(byte[] definition) {
    try {
      XMLStreamReader reader =
          CoordinatorDefinition.factory()
              .createXMLStreamReader(new ByteArrayInputStream(definition));
      try {
        while (reader.hasNext()) {
          if (reader.next() == XMLStreamConstants.START_ELEMENT) {
            return reader.getAttributeValue(null, "name");
          }
        }
        return null;
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      return null;
    }
  }
}

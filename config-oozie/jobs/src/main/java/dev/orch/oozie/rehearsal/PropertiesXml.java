package dev.orch.oozie.rehearsal;

import dev.orch.oozie.schedule.CoordinatorDefinition;
import java.io.StringReader;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Properties in the XML of Hadoop's configurations. */
public final class PropertiesXml {
  private PropertiesXml() {}

  /**
   * Those of a document, by name, unresolved.
   *
   * @throws XMLStreamException when it is no XML
   */
  public static SortedMap<String, String> of(String document) throws XMLStreamException {
    XMLStreamReader reader =
        CoordinatorDefinition.factory().createXMLStreamReader(new StringReader(document));
    try {
      return of(reader);
    } finally {
      reader.close();
    }
  }

  /** Those up to the end of the element in which the reader stands, or of the document. */
  static SortedMap<String, String> of(XMLStreamReader reader) throws XMLStreamException {
    SortedMap<String, String> properties = new TreeMap<>();
    String name = "";
    int depth = 0;
    while (depth >= 0 && reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (reader.getLocalName().equals("name")) {
            name = reader.getElementText().strip();
          } else if (reader.getLocalName().equals("value")) {
            properties.put(name, reader.getElementText());
          } else {
            depth++;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
    return properties;
  }
}

package dev.orch.publisher.validate;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What stands before a document's root element.
 *
 * @param hasDoctype whether a document type is declared
 * @param root the name of the root element
 * @param offset at which byte its tag begins
 * @param line in which line, counted from one
 */
record Prolog(boolean hasDoctype, String root, int offset, int line) {
  /**
   * Reads it; nothing if the document is not well-formed up to there, or in an encoding in which
   * ASCII is not ASCII.
   */
  static Optional<Prolog> of(byte[] document) {
    // One character for each byte, so that places in the text are places in the file.
    String text = new String(document, StandardCharsets.ISO_8859_1);
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      int from = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
      XMLStreamReader reader =
          factory.createXMLStreamReader(new StringReader(text.substring(from)));
      boolean hasDoctype = false;
      while (reader.hasNext()) {
        int event = reader.next();
        hasDoctype |= event == XMLStreamConstants.DTD;
        if (event == XMLStreamConstants.START_ELEMENT) {
          int end = from + reader.getLocation().getCharacterOffset();
          int begin = text.lastIndexOf('<', Math.min(end, text.length()) - 1);
          String prefix = reader.getPrefix();
          String name =
              prefix == null || prefix.isEmpty()
                  ? reader.getLocalName()
                  : prefix + ":" + reader.getLocalName();
          int line = 1 + (int) text.substring(0, begin).chars().filter(c -> c == '\n').count();
          return Optional.of(new Prolog(hasDoctype, name, begin, line));
        }
      }
      return Optional.empty();
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }
}

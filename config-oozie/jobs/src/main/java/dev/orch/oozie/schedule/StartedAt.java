package dev.orch.oozie.schedule;

import dev.orch.oozie.job.JobProperties;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Makes of a coordinator's definition one that starts at the time in the property {@link
 * JobProperties#START}: the attribute {@code start} of its root element is replaced, every other
 * byte stays.
 */
public final class StartedAt {
  private static final Pattern START = Pattern.compile("(\\sstart\\s*=\\s*)(\"[^\"]*\"|'[^']*')");

  private StartedAt() {}

  /** The other definition; nothing if the attribute cannot be found in these bytes. */
  public static Optional<byte[]> of(byte[] definition) {
    // One character for each byte, so that places in the text are places in the file; the markup
    // itself is ASCII in all encodings but UTF-16 and UTF-32, where the root element is not found.
    String text = new String(definition, StandardCharsets.ISO_8859_1);
    try {
      int end = endOfRootTag(text);
      int begin = text.lastIndexOf('<', end - 1);
      Matcher start = START.matcher(text).region(Math.max(begin, 0), end);
      if (begin < 0 || !start.find()) {
        return Optional.empty();
      }
      String replaced =
          text.substring(0, start.start(2))
              + "\"${"
              + JobProperties.START
              + "}\""
              + text.substring(start.end(2));
      return Optional.of(replaced.getBytes(StandardCharsets.ISO_8859_1));
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }

  private static int endOfRootTag(String text) throws XMLStreamException {
    XMLStreamReader reader =
        CoordinatorDefinition.factory().createXMLStreamReader(new StringReader(text));
    try {
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT) {
          return Math.min(reader.getLocation().getCharacterOffset(), text.length());
        }
      }
      throw new XMLStreamException("expected a root element, found none");
    } finally {
      reader.close();
    }
  }
}

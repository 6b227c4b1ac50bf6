package dev.orch.oozie.deploy;

import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.Variables;
import dev.orch.oozie.schedule.CoordinatorDefinition;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The name by which Oozie lists a job: that in the root element of its definition. */
final class ListedName {
  private ListedName() {}

  /** Resolved; nothing if there is none, or a variable in it has no value. */
  static Optional<String> of(Job job) {
    return Optional.ofNullable(inRoot(job.definition()))
        .flatMap(new Variables(job.properties())::resolve);
  }

  private static @Nullable String inRoot(byte[] definition) {
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

package dev.orch.oozie.rehearsal;

import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.schedule.CoordinatorDefinition;
import dev.orch.oozie.server.JobKind;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** What a job submits in its turn, as its definition says once its variables are replaced. */
public final class CalledJobs {
  private final JobKind caller;
  private final Map<String, String> inherited;

  private CalledJobs(JobKind caller, Map<String, String> inherited) {
    this.caller = caller;
    this.inherited = inherited;
  }

  /**
   * Puts together what each of them gets: what the caller has, and before it what stands in the
   * caller's definition for it.
   *
   * @param caller the kind of the job
   * @param definition an XML document
   * @param configuration what the job was submitted with
   * @return of a workflow nothing: its sub-workflows are known when it runs
   * @throws XMLStreamException when the definition is no XML
   */
  public static List<Map<String, String>> of(
      JobKind caller, String definition, Map<String, String> configuration)
      throws XMLStreamException {
    if (caller == JobKind.WORKFLOW) {
      return List.of();
    }
    XMLStreamReader reader =
        CoordinatorDefinition.factory().createXMLStreamReader(new StringReader(definition));
    try {
      return new CalledJobs(caller, configuration).in(reader);
    } finally {
      reader.close();
    }
  }

  private List<Map<String, String>> in(XMLStreamReader reader) throws XMLStreamException {
    String element = caller == JobKind.BUNDLE ? "coordinator" : "workflow";
    List<Map<String, String>> called = new ArrayList<>();
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT
          && reader.getLocalName().equals(element)) {
        boolean disabled = "false".equals(reader.getAttributeValue(null, "enabled"));
        Map<String, String> one = one(reader);
        if (one != null && !disabled) {
          called.add(one);
        }
      }
    }
    return called;
  }

  /** Null if nothing says where it lies. */
  private @Nullable Map<String, String> one(XMLStreamReader reader) throws XMLStreamException {
    Map<String, String> own = new HashMap<>(inherited);
    own.remove(JobProperties.applicationPath(caller));
    String path = null;
    int depth = 0;
    while (depth >= 0 && reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          switch (reader.getLocalName()) {
            case "app-path" -> path = reader.getElementText().strip();
            case "configuration" -> own.putAll(PropertiesXml.of(reader));
            default -> depth++;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
    if (path == null) {
      return null;
    }
    JobKind kind = caller == JobKind.BUNDLE ? JobKind.COORDINATOR : JobKind.WORKFLOW;
    own.put(JobProperties.applicationPath(kind), path);
    return own;
  }
}

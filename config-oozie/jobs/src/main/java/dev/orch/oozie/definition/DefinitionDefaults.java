package dev.orch.oozie.definition;

import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.oozie.server.JobKind;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/** The file beside a definition that holds properties which the job does not set. */
public final class DefinitionDefaults {
  private DefinitionDefaults() {}

  /** What it is called beside a definition of this kind. */
  public static String fileName(JobKind kind) {
    return DefinitionNames.defaults(kind);
  }

  /**
   * What stands in it, by name, as written; nothing if it is no XML.
   *
   * @throws IOException when it cannot be read
   * @throws InterruptedException when the thread is interrupted
   */
  public static Map<String, String> read(FileTree tree, FileEntry file)
      throws IOException, InterruptedException {
    Map<String, String> properties = new HashMap<>();
    tree.read(List.of(file), (entry, content) -> properties.putAll(of(content.readAllBytes())));
    return properties;
  }

  private static Map<String, String> of(byte[] document) {
    try {
      return Configuration.of(DefinitionParser.parse(DocumentText.of(document)));
    } catch (XMLStreamException e) {
      return Map.of();
    }
  }
}

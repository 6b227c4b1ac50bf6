package dev.orch.engine.state;

import dev.orch.engine.SeenMemory.Seen;
import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Quoted;

/**
 * What a home has seen of its project: {@code .orch/seen}.
 *
 * <pre>
 * orch seen 1
 * project ID
 * component NAME
 * revision NUMBER
 * seal SHA-256
 * </pre>
 */
public final class SeenFormat {
  /** How many bytes it has at most. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final String FORMAT = "orch seen 1";

  private SeenFormat() {}

  /** The document. */
  public static byte[] format(Seen seen) {
    return new SealedText(FORMAT)
        .line("project " + Fields.escape(seen.projectId()))
        .line("component " + seen.component())
        .line("revision " + seen.revision())
        .seal();
  }

  /**
   * From the document.
   *
   * @param place for messages
   * @throws CorruptDataException when it is not whole, not well-formed or of another format
   */
  public static Seen parse(String place, byte[] document) {
    FixedLines lines = new FixedLines(place, SealedText.open(place, document, FORMAT));
    String projectId = lines.next("project").text();
    String component = lines.next("component").rest();
    long revision = lines.next("revision").number();
    lines.end();
    if (ComponentName.problem(component).isPresent()) {
      throw new CorruptDataException(
          place, "expected a component's name, found " + Quoted.of(component, 40), null);
    }
    return new Seen(projectId, new ComponentName(component), revision);
  }
}

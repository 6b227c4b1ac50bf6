package dev.orch.oozie.definition;

import java.util.List;

/**
 * The schemas by which Oozie judges definitions. Found by {@link java.util.ServiceLoader}. Made to
 * be asked by one thread.
 */
public interface DefinitionSchemas {
  /** None: everything is allowed. */
  DefinitionSchemas NONE = definition -> List.of();

  /**
   * What of a definition they do not allow, in the order of the document. Of an action whose
   * namespace none of them describes, nothing is said: a server may have more of them.
   *
   * @param definition a well-formed document without a document type declaration
   */
  List<SchemaViolation> violations(String definition);
}

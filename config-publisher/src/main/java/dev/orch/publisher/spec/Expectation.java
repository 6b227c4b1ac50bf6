package dev.orch.publisher.spec;

import dev.orch.model.path.ConfigPath;

/** What a file's content has to be before it is published. */
public sealed interface Expectation {
  /** Anything. */
  record Anything() implements Expectation {}

  /** Well-formed, where orch knows the format. */
  record WellFormed() implements Expectation {}

  /** XML as Hadoop's {@code Configuration} reads it. */
  record HadoopConfiguration() implements Expectation {}

  /** XML that is valid by an XML Schema 1.0 among the component's files. */
  record ValidBySchema(ConfigPath schema) implements Expectation {}

  /** XML that is valid by a document type definition among the component's files. */
  record ValidByDtd(ConfigPath dtd) implements Expectation {}
}

package dev.orch.oozie.definition;

import dev.orch.oozie.server.JobKind;

/** What Oozie calls by another name in each kind of definition. */
final class DefinitionNames {
  private DefinitionNames() {}

  /** The root element. */
  static String root(JobKind kind) {
    return switch (kind) {
      case COORDINATOR -> "coordinator-app";
      case WORKFLOW -> "workflow-app";
      case BUNDLE -> "bundle-app";
    };
  }

  /** The file beside a definition that holds properties which the job does not set. */
  static String defaults(JobKind kind) {
    return switch (kind) {
      case COORDINATOR -> "coord-config-default.xml";
      case WORKFLOW -> "config-default.xml";
      case BUNDLE -> "bundle-config-default.xml";
    };
  }
}

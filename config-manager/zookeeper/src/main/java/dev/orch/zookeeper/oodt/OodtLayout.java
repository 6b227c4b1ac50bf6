package dev.orch.zookeeper.oodt;

import dev.orch.model.component.FileKind;

/**
 * Where OODT keeps things, as its {@code ZNodePaths} spells it.
 *
 * @param chroot empty, or an absolute path
 */
record OodtLayout(String chroot) {
  String projects() {
    return chroot + "/oodt/projects";
  }

  String project(String project) {
    return projects() + '/' + project;
  }

  String components(String project) {
    return project(project) + "/components";
  }

  String component(String project, String component) {
    return components(project) + '/' + component;
  }

  /** The znode below which the files of a kind lie, by their paths. */
  String files(String component, FileKind kind) {
    return component + (kind == FileKind.PROPERTIES ? "/properties" : "/configuration");
  }
}

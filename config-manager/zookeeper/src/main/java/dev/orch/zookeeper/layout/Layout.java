package dev.orch.zookeeper.layout;

import dev.orch.model.ProjectName;
import java.util.ArrayList;
import java.util.List;

/**
 * Where everything lies:
 *
 * <pre>
 * CHROOT/orch/projects/PROJECT                   see {@link ProjectLayout}
 * </pre>
 *
 * @param chroot empty, or an absolute path
 */
public record Layout(String chroot) {
  /** The znode whose children are the projects. */
  public String projects() {
    return chroot + "/orch/projects";
  }

  /** Where one project lies. */
  public ProjectLayout project(ProjectName project) {
    return new ProjectLayout(projects() + '/' + project);
  }

  /** A znode that is made to try whether one can be made, below one that is there. */
  public static String checkup(String existing, long session) {
    String above = existing.equals("/") ? "" : existing;
    return child(above, ".orch-checkup-" + Long.toHexString(session));
  }

  /** The path and everything above it, from the top downwards. */
  public static List<String> withAncestors(String path) {
    List<String> paths = new ArrayList<>();
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      paths.add(path.substring(0, slash));
    }
    paths.add(path);
    return paths;
  }

  /** The path of the node above. */
  public static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** The path of a child. */
  public static String child(String path, String name) {
    return path + '/' + name;
  }
}

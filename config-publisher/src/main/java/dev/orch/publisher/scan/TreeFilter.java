package dev.orch.publisher.scan;

/** Which paths of a source tree belong to the components that are asked for. */
final class TreeFilter {
  private static final String GIT = ".git";

  private final IgnoreRules ignored;
  private final ComponentSelection selection;

  TreeFilter(IgnoreRules ignored, ComponentSelection selection) {
    this.ignored = ignored;
    this.selection = selection;
  }

  /** Whether to look into this directory, given that those above it are looked into. */
  boolean enters(String directory) {
    return !isGit(directory)
        && !ignored.ignores(directory, true)
        && selection.includesDirectory(component(directory));
  }

  /** Whether this file is taken, given that the directories above it are looked into. */
  boolean takes(String file) {
    return file.indexOf('/') >= 0 && !isGit(file) && !ignored.ignores(file, false);
  }

  /** The same in a tree that is itself one component. */
  boolean takesInComponent(String file) {
    return !isGit(file) && !file.equals(IgnoreRules.FILE_NAME) && !ignored.ignores(file, false);
  }

  /** Whether what is wrong at this path, file or directory, concerns anyone. */
  boolean minds(String path) {
    return !isGit(path)
        && !ignored.ignores(path, false)
        && !ignored.ignores(path, true)
        && selection.includesDirectory(component(path));
  }

  /** Whether a file at this path would be taken, looking at all directories above it too. */
  boolean covers(String file) {
    for (int slash = file.indexOf('/'); slash > 0; slash = file.indexOf('/', slash + 1)) {
      if (!enters(file.substring(0, slash))) {
        return false;
      }
    }
    return takes(file) || file.equals(IgnoreRules.FILE_NAME);
  }

  private static boolean isGit(String path) {
    return path.equals(GIT) || path.endsWith("/" + GIT);
  }

  private static String component(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}

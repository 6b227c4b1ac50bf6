package dev.orch.publisher.scan;

/** Which paths of a source tree belong to the components that are asked for. */
final class TreeFilter {
  private static final String GIT = ".git";

  private final IgnoreRules ignored;
  private final ComponentSelection selection;
  private final String prefix;

  TreeFilter(IgnoreRules ignored, ComponentSelection selection) {
    this(ignored, selection, "");
  }

  /** The same of a tree of which every path is told with this before it; rules are without it. */
  TreeFilter(IgnoreRules ignored, ComponentSelection selection, String prefix) {
    this.ignored = ignored;
    this.selection = selection;
    this.prefix = prefix;
  }

  /** Whether to look into this directory, given that those above it are looked into. */
  boolean enters(String directory) {
    return !isGit(directory)
        && !ignores(directory, true)
        && selection.includesDirectory(component(directory));
  }

  /** Whether this file is taken, given that the directories above it are looked into. */
  boolean takes(String file) {
    return file.indexOf('/', prefix.length()) >= 0 && !isGit(file) && !ignores(file, false);
  }

  /** The same in a tree that is itself one component. */
  boolean takesInComponent(String file) {
    return !isGit(file) && !file.equals(IgnoreRules.FILE_NAME) && !ignores(file, false);
  }

  /** Whether what is wrong at this path, file or directory, concerns anyone. */
  boolean minds(String path) {
    return !isGit(path)
        && !ignores(path, false)
        && !ignores(path, true)
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

  private boolean ignores(String path, boolean directory) {
    return ignored.ignores(path.substring(prefix.length()), directory);
  }

  private static boolean isGit(String path) {
    return path.equals(GIT) || path.endsWith("/" + GIT);
  }

  private String component(String path) {
    int slash = path.indexOf('/', prefix.length());
    return path.substring(prefix.length(), slash < 0 ? path.length() : slash);
  }
}

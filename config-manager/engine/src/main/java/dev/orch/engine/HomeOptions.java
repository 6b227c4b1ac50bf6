package dev.orch.engine;

/**
 * How a home is treated.
 *
 * @param adopt whether files, links and directories that stand in the way of the desired state and
 *     that orch did not place may be replaced; they are kept in {@code .orch/originals}
 * @param hashAlways whether every look reads and hashes all files, instead of trusting size,
 *     modification time and inode
 */
public record HomeOptions(boolean adopt, boolean hashAlways) {
  /** Replaces nothing that orch did not place, and trusts what the file system says of files. */
  public static final HomeOptions DEFAULT = new HomeOptions(false, false);

  /** The same, with another {@link #adopt}. */
  public HomeOptions withAdopt(boolean newAdopt) {
    return new HomeOptions(newAdopt, hashAlways);
  }
}

package dev.orch.model.revision;

/**
 * What a project holds in the store, and what a commit would add to it, in bytes of znode data.
 *
 * @param held now, over all revisions kept
 * @param added by the commit in question
 */
public record StorageUse(long held, long added) {
  public long afterwards() {
    return held + added;
  }
}

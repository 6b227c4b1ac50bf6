package dev.orch.model.revision;

/**
 * The commit that a desired tree was published from.
 *
 * @param id scheme and full id, {@code git:3fa9c1e2…}
 * @param dirty whether the work tree differed from it
 */
public record SourceCommit(String id, boolean dirty) {}

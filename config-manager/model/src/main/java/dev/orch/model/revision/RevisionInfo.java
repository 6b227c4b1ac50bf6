package dev.orch.model.revision;

import dev.orch.model.layer.LayerName;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A committed revision, as history knows it.
 *
 * @param number 1 or more; rises by one with each commit of the project
 * @param publishId made at random for the attempt that committed it
 * @param parent the number of the revision that was live before; 0 if none
 * @param kind what made it
 * @param publishedAt by the publisher's clock
 * @param bytesAdded how many bytes of files and documents the commit added to the store
 * @param components all components of the revision, not only those it changed
 */
public record RevisionInfo(
    long number,
    String publishId,
    long parent,
    RevisionKind kind,
    Authorship authorship,
    Instant publishedAt,
    long bytesAdded,
    SortedMap<LayerName, ComponentHead> components) {
  public RevisionInfo {
    components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
  }
}

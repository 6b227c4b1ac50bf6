package dev.orch.oozie.server;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A job of any kind.
 *
 * @param applicationPath the URI of its definition
 * @param configuration the properties that it was submitted or updated with last, unresolved, those
 *     that Oozie does not know too; unmodifiable
 */
public record JobDetails(
    JobSummary summary, String applicationPath, SortedMap<String, String> configuration) {
  public JobDetails {
    configuration = Collections.unmodifiableSortedMap(new TreeMap<>(configuration));
  }
}

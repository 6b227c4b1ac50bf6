package dev.orch.oozie.job;

import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.server.JobKind;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names of properties that Oozie and orch give a meaning. */
public final class JobProperties {
  /** Whom a job runs as. */
  public static final String USER = "user.name";

  /** The URI of the directory that holds the job's files in the state that runs. */
  public static final String DIRECTORY = "orchJobDir";

  /** From when on a coordinator runs that goes on where another one ended. */
  public static final String START = "orchStart";

  private static final Set<String> RESERVED = Set.of(DIRECTORY, START, Marker.PROPERTY);

  private JobProperties() {}

  /** The property that says where a job of this kind is defined. */
  public static String applicationPath(JobKind kind) {
    return switch (kind) {
      case COORDINATOR -> "oozie.coord.application.path";
      case WORKFLOW -> "oozie.wf.application.path";
      case BUNDLE -> "oozie.bundle.application.path";
    };
  }

  /**
   * The kind of job that is submitted with these properties.
   *
   * @throws IllegalArgumentException when none of them says where it is defined
   */
  public static JobKind kind(Map<String, String> properties) {
    return Arrays.stream(JobKind.values())
        .filter(kind -> properties.containsKey(applicationPath(kind)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("expected an application path, found none"));
  }

  /** Where the definition is when the application path names a directory. */
  public static ConfigPath usualDefinition(JobKind kind) {
    return new ConfigPath(
        switch (kind) {
          case COORDINATOR -> "coordinator.xml";
          case WORKFLOW -> "workflow.xml";
          case BUNDLE -> "bundle.xml";
        });
  }

  static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  /**
   * What a job is submitted or updated with.
   *
   * @param directory where its files lie
   * @param definition which of them defines it
   */
  public static SortedMap<String, String> effective(
      Job job, String user, URI directory, String definition, Marker marker) {
    SortedMap<String, String> all = new TreeMap<>(job.properties());
    String base = directory.toString().replaceAll("/+$", "");
    all.putIfAbsent(USER, user);
    all.put(applicationPath(job.kind()), base + "/" + definition);
    all.put(DIRECTORY, base);
    all.put(Marker.PROPERTY, marker.toString());
    return all;
  }
}

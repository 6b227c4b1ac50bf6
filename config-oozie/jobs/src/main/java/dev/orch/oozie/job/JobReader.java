package dev.orch.oozie.job;

import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import dev.orch.model.component.FileEntry;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.server.JobKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a job of the files of one directory. Good for one job. */
final class JobReader {
  /** Longer definitions are none that a person wrote. */
  private static final long MAX_BYTES = 1024 * 1024;

  private static final String XML = ".xml";

  private final JobName name;
  private final SortedMap<ConfigPath, FileEntry> files;
  private final OozieSettings settings;
  private final Map<ConfigPath, byte[]> contents;

  /**
   * Creates it from its parts.
   *
   * @param contents of the files that {@link #reads}, by path below the component's home
   */
  JobReader(
      JobName name,
      SortedMap<ConfigPath, FileEntry> files,
      OozieSettings settings,
      Map<ConfigPath, byte[]> contents) {
    this.name = name;
    this.files = files;
    this.settings = settings;
    this.contents = contents;
  }

  /** Whether a file directly in a job's directory is read to know the job. */
  static boolean reads(String fileName, FileEntry file) {
    return file.size() <= MAX_BYTES
        && (fileName.equals(JobSet.PROPERTIES_FILE) || fileName.endsWith(XML));
  }

  Optional<Job> read(List<Problem> problems) {
    SortedMap<String, String> properties = new TreeMap<>(settings.properties());
    Optional<SortedMap<String, String>> own = ownProperties(problems);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    properties.putAll(own.get());
    List<String> reserved = own.get().keySet().stream().filter(JobProperties::isReserved).toList();
    for (String key : reserved) {
      problems.add(new Problem(place(JobSet.PROPERTIES_FILE), key + " is orch's own to set"));
    }
    Map<JobKind, String> paths = new EnumMap<>(JobKind.class);
    for (JobKind kind : JobKind.values()) {
      String path = properties.get(JobProperties.applicationPath(kind));
      if (path != null) {
        paths.put(kind, path);
      }
    }
    if (paths.size() != 1) {
      problems.add(new Problem(place(JobSet.PROPERTIES_FILE), oneOfThePaths(paths)));
      return Optional.empty();
    }
    Map.Entry<JobKind, String> only = paths.entrySet().iterator().next();
    ConfigPath definition = definitionFile(only.getKey(), only.getValue());
    byte[] bytes = bytes(definition);
    if (bytes == null) {
      problems.add(
          new Problem(
              place(JobSet.PROPERTIES_FILE),
              JobProperties.applicationPath(only.getKey())
                  + " is "
                  + Quoted.of(only.getValue())
                  + ", so a file "
                  + definition
                  + " of at most 1 MiB is expected beside it"));
      return Optional.empty();
    }
    return reserved.isEmpty()
        ? Optional.of(new Job(name, only.getKey(), definition, bytes, properties, files))
        : Optional.empty();
  }

  private static String oneOfThePaths(Map<JobKind, String> found) {
    String keys =
        new ArrayList<>(List.of(JobKind.values()))
            .stream().map(JobProperties::applicationPath).collect(Collectors.joining(", "));
    return "expected exactly one of "
        + keys
        + ", found "
        + (found.isEmpty()
            ? "none"
            : found.keySet().stream()
                .map(JobProperties::applicationPath)
                .collect(Collectors.joining(" and ")));
  }

  /**
   * The application path is where the files lie on Hadoop, and orch decides that; what counts is
   * its last name, when it names a file.
   */
  private static ConfigPath definitionFile(JobKind kind, String applicationPath) {
    String last = applicationPath.substring(applicationPath.lastIndexOf('/') + 1);
    return last.endsWith(XML) && ConfigPath.problem(last).isEmpty()
        ? new ConfigPath(last)
        : JobProperties.usualDefinition(kind);
  }

  private byte @Nullable [] bytes(ConfigPath path) {
    FileEntry file = files.get(path);
    return file == null ? null : contents.get(file.path());
  }

  private Optional<SortedMap<String, String>> ownProperties(List<Problem> problems) {
    byte[] bytes = bytes(new ConfigPath(JobSet.PROPERTIES_FILE));
    if (bytes == null) {
      problems.add(
          new Problem(place(JobSet.PROPERTIES_FILE), "expected at most 1 MiB, found more"));
      return Optional.empty();
    }
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(bytes));
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          new Problem(
              place(JobSet.PROPERTIES_FILE), "is not a properties file: " + e.getMessage()));
      return Optional.empty();
    }
    SortedMap<String, String> own = new TreeMap<>();
    // Oozie's own command line reads the file this way, and without the blanks at a value's end.
    properties
        .stringPropertyNames()
        .forEach(key -> own.put(key, properties.getProperty(key).strip()));
    return Optional.of(own);
  }

  private String place(String fileName) {
    return name.equals(JobName.WHOLE) ? fileName : name + "/" + fileName;
  }
}

package dev.orch.oozie.job;

import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.server.JobKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One job as its files desire it.
 *
 * <h2>Digest</h2>
 *
 * SHA-256 over these lines of UTF-8, each ended by U+000A: what the job is, and nothing of where
 * its files are held.
 *
 * <pre>
 * orch oozie job 1
 * property NAME=VALUE     for each property, in order, common ones included;
 *                         backslash and newline in VALUE written \\ and \n
 * file SHA-256 SIZE PATH  for each file, in order of path
 * </pre>
 */
public final class Job {
  private final JobName name;
  private final JobKind kind;
  private final ConfigPath definitionFile;
  private final byte[] definition;
  private final SortedMap<String, String> properties;
  private final SortedMap<ConfigPath, FileEntry> files;
  private final Digest digest;

  /**
   * Creates it from its parts.
   *
   * @param definitionFile below the job's directory
   * @param definition its bytes; kept, not copied, and must not be changed any more
   * @param properties its own and those common to all jobs
   * @param files by path below the job's directory; each entry has its path below the component's
   *     home
   */
  Job(
      JobName name,
      JobKind kind,
      ConfigPath definitionFile,
      byte[] definition,
      SortedMap<String, String> properties,
      SortedMap<ConfigPath, FileEntry> files) {
    this.name = name;
    this.kind = kind;
    this.definitionFile = definitionFile;
    this.definition = definition;
    this.properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    this.digest = computeDigest();
  }

  private Digest computeDigest() {
    MessageDigest sha256 = Digest.newSha256();
    StringBuilder lines = new StringBuilder(1024).append("orch oozie job 1\n");
    properties.forEach(
        (key, value) ->
            lines
                .append("property ")
                .append(escape(key))
                .append('=')
                .append(escape(value))
                .append('\n'));
    files.forEach(
        (path, file) ->
            lines
                .append("file ")
                .append(file.digest().hex())
                .append(' ')
                .append(file.size())
                .append(' ')
                .append(path)
                .append('\n'));
    sha256.update(lines.toString().getBytes(StandardCharsets.UTF_8));
    return Digest.finish(sha256);
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  public JobName name() {
    return name;
  }

  public JobKind kind() {
    return kind;
  }

  /** The path of its definition below its directory. */
  public ConfigPath definitionFile() {
    return definitionFile;
  }

  /** The bytes of its definition, not a copy; must not be changed. */
  public byte[] definition() {
    return definition;
  }

  /** Its own and those common to all jobs, as written; unmodifiable. */
  public SortedMap<String, String> properties() {
    return properties;
  }

  /** By path below the job's directory; unmodifiable. */
  public SortedMap<ConfigPath, FileEntry> files() {
    return files;
  }

  /** See the class description. */
  public Digest digest() {
    return digest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Job that && name.equals(that.name) && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return kind + " " + name + " " + digest.abbreviated();
  }
}

package dev.orch.oozie.home;

import dev.orch.hadoop.HadoopDirectory;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Puts the files of jobs where Oozie reads them: aside first, each checked against its digest while
 * it is written, then the whole directory at once to its place.
 */
final class JobUploads {
  private static final String STAGE = ".orch/stage";

  /** The beginning of a digest. */
  private static final Pattern STATE = Pattern.compile("[0-9a-f]{12}");

  private static final String SAFE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./";

  private final HadoopDirectory home;

  /** What the directories in which this process uploads begin with. */
  private final String stages = STAGE + "/" + UUID.randomUUID();

  JobUploads(HadoopDirectory home) {
    this.home = home;
  }

  /**
   * Where a state of a job lies, below the home: the job's directory, {@code @} and the beginning
   * of the state's digest; so no job lies in the way of one that is named like a directory above
   * it.
   */
  static String path(JobName job, Digest digest) {
    return prefix(job) + digest.abbreviated();
  }

  private static String prefix(JobName job) {
    return (job.equals(JobName.WHOLE) ? "" : safe(job.value())) + "@";
  }

  /**
   * Oozie takes a path for a URI as it is, and refuses a blank in it. So what may not stand in a
   * URI is written as {@code ~} and the hexadecimal of its UTF-8 bytes, {@code ~} itself too.
   */
  private static String safe(String name) {
    StringBuilder safe = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (SAFE.indexOf(b) >= 0) {
        safe.append((char) b);
      } else {
        safe.append(String.format("~%02X", b));
      }
    }
    return safe.toString();
  }

  void put(Job job, FileTree tree, Map<ConfigPath, byte[]> derived)
      throws IOException, InterruptedException {
    String place = path(job.name(), job.digest());
    SortedMap<String, Long> expected = new TreeMap<>();
    job.files().forEach((path, file) -> expected.put(path.value(), file.size()));
    derived.forEach((path, bytes) -> expected.put(path.value(), (long) bytes.length));
    if (home.files(place).equals(expected)) {
      // Its name is a digest over its files, and nobody but orch writes there.
      return;
    }
    String stage = stages + "-" + job.digest().abbreviated();
    try {
      write(job, tree, stage);
      for (Map.Entry<ConfigPath, byte[]> file : derived.entrySet()) {
        home.write(
            stage + "/" + file.getKey().value(), new ByteArrayInputStream(file.getValue()), false);
      }
      putInPlace(stage, place, expected);
    } catch (IOException | InterruptedException | RuntimeException e) {
      discard(stage, e);
      throw e;
    }
  }

  private void discard(String stage, Exception failure) {
    try {
      home.delete(stage);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void putInPlace(String stage, String place, SortedMap<String, Long> expected)
      throws IOException {
    SortedMap<String, Long> found = home.files(place);
    if (found.equals(expected)) {
      // Another process was quicker, and runs may read it already.
      home.delete(stage);
      return;
    }
    if (!found.isEmpty()) {
      home.delete(place);
    }
    home.move(stage, place);
  }

  /** Removes what other processes were uploading: they died, or were overtaken. */
  void removeForeignStages() throws IOException {
    for (String name : home.names(STAGE)) {
      String path = STAGE + "/" + name;
      if (!path.startsWith(stages)) {
        home.delete(path);
      }
    }
  }

  private void write(Job job, FileTree tree, String stage)
      throws IOException, InterruptedException {
    Map<ConfigPath, ConfigPath> below = new HashMap<>();
    job.files().forEach((path, file) -> below.put(file.path(), path));
    tree.read(
        job.files().values(),
        (file, content) ->
            write(file, content, stage + "/" + below.getOrDefault(file.path(), file.path())));
  }

  private void write(FileEntry file, InputStream content, String place) throws IOException {
    DigestInputStream hashed = new DigestInputStream(content, Digest.newSha256());
    home.write(place, hashed, file.executable());
    Digest found = Digest.finish(hashed.getMessageDigest());
    if (!found.equals(file.digest())) {
      throw new CorruptDataException(
          file.path().value(), "expected the digest " + file.digest() + ", found " + found, null);
    }
  }

  void keepOnly(JobName job, Set<Digest> kept) throws IOException {
    List<String> names = kept.stream().map(digest -> path(job, digest)).toList();
    String prefix = prefix(job);
    String parent = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    for (String name : home.names(parent)) {
      String path = parent + name;
      if (path.startsWith(prefix)
          && STATE.matcher(path.substring(prefix.length())).matches()
          && !names.contains(path)) {
        home.delete(path);
      }
    }
  }
}

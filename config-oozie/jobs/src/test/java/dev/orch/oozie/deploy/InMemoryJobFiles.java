package dev.orch.oozie.deploy;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Job directories held in memory. */
final class InMemoryJobFiles implements JobFiles {
  private static final String ROOT = "memory:/home/";

  private final Map<String, byte[]> contents = new TreeMap<>();

  @Override
  public URI directory(JobName job, Digest digest) {
    return URI.create(prefix(job) + digest.abbreviated());
  }

  private static String prefix(JobName job) {
    return ROOT + job + "@";
  }

  @Override
  public void put(Job job, FileTree tree, Map<ConfigPath, byte[]> derived)
      throws IOException, InterruptedException {
    String base = directory(job.name(), job.digest()) + "/";
    Map<ConfigPath, ConfigPath> below = new HashMap<>();
    job.files().forEach((path, file) -> below.put(file.path(), path));
    Map<String, byte[]> read = new TreeMap<>();
    tree.read(
        job.files().values(),
        (file, content) ->
            read.put(base + below.get(file.path()), checked(file, content.readAllBytes())));
    contents.putAll(read);
    derived.forEach((path, bytes) -> contents.put(base + path, bytes));
  }

  private static byte[] checked(FileEntry file, byte[] bytes) {
    if (!Digest.of(bytes).equals(file.digest())) {
      throw new CorruptDataException(
          file.path().value(), "expected the digest " + file.digest(), null);
    }
    return bytes;
  }

  @Override
  public void keepOnly(JobName job, Set<Digest> kept) {
    contents
        .keySet()
        .removeIf(
            path ->
                path.startsWith(prefix(job))
                    && kept.stream()
                        .noneMatch(digest -> path.startsWith(directory(job, digest) + "/")));
  }

  /** All below a directory, by path below it. */
  SortedMap<String, byte[]> below(URI directory) {
    SortedMap<String, byte[]> below = new TreeMap<>();
    contents.forEach(
        (path, bytes) -> {
          if (path.startsWith(directory + "/")) {
            below.put(path.substring(directory.toString().length() + 1), bytes);
          }
        });
    return below;
  }

  /** What lies at a URI; null if nothing does. */
  byte @Nullable [] read(URI uri) {
    return contents.get(uri.toString());
  }

  /** The directories that there are, below the home. */
  SortedSet<String> directories() {
    SortedSet<String> directories = new TreeSet<>();
    for (String path : contents.keySet()) {
      String below = path.substring(ROOT.length());
      directories.add(below.substring(0, below.indexOf('/', below.lastIndexOf('@'))));
    }
    return directories;
  }
}

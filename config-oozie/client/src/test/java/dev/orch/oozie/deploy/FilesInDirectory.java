package dev.orch.oozie.deploy;

import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Job directories on the local file system, where an Oozie server on the same machine reads them.
 */
record FilesInDirectory(Path root) implements JobFiles {
  @Override
  public URI directory(JobName job, Digest digest) {
    return URI.create("file://" + path(job, digest));
  }

  private Path path(JobName job, Digest digest) {
    return root.resolve(job.value()).resolve(digest.abbreviated());
  }

  @Override
  public void put(Job job, FileTree tree, Map<ConfigPath, byte[]> derived)
      throws IOException, InterruptedException {
    Path directory = path(job.name(), job.digest());
    for (Map.Entry<ConfigPath, FileEntry> file : job.files().entrySet()) {
      tree.read(
          List.of(file.getValue()),
          (entry, content) -> write(directory, file.getKey(), content.readAllBytes()));
    }
    for (Map.Entry<ConfigPath, byte[]> file : derived.entrySet()) {
      write(directory, file.getKey(), file.getValue());
    }
  }

  private static void write(Path directory, ConfigPath path, byte[] content) throws IOException {
    Path target = directory.resolve(path.value());
    Files.createDirectories(target.getParent());
    Files.write(target, content);
  }

  @Override
  public void keepOnly(JobName job, Set<Digest> kept) throws IOException {
    Path directory = root.resolve(job.value());
    if (Files.isDirectory(directory)) {
      List<Path> keep = kept.stream().map(digest -> path(job, digest)).toList();
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          boolean needed = keep.stream().anyMatch(it -> path.startsWith(it) || it.startsWith(path));
          if (!needed) {
            Files.delete(path);
          }
        }
      }
    }
  }
}

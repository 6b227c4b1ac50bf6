package dev.orch.oozie.home;

import dev.orch.hadoop.HadoopDirectory;
import dev.orch.hadoop.HadoopFileSystems;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.deploy.JobScratch;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** {@code .orch-validate-} and a random name, on a Hadoop file system. */
final class HadoopJobScratch implements JobScratch {
  /** Longer definitions are none that a person wrote. */
  private static final long MAX_BYTES = 1024 * 1024;

  private final HadoopFileSystems fileSystems;
  private final HadoopDirectory parent;
  private final String name = ".orch-validate-" + UUID.randomUUID();

  /** Shared by those who put files; whoever removes them has it alone. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  /**
   * Creates it from its parts.
   *
   * @param fileSystems closed with it
   */
  HadoopJobScratch(HadoopFileSystems fileSystems, HadoopDirectory parent) {
    this.fileSystems = fileSystems;
    this.parent = parent;
  }

  @Override
  public String location() {
    return parent.uri(name).toString();
  }

  @Override
  public URI put(Job job, FileTree tree) throws IOException, InterruptedException {
    lock.readLock().lockInterruptibly();
    try {
      if (closed) {
        throw new IllegalStateException("expected " + location() + " to be open, it is closed");
      }
      String place = name + "/" + JobUploads.path(job.name(), job.digest());
      write(job, tree, place);
      return parent.uri(place);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void write(Job job, FileTree tree, String place)
      throws IOException, InterruptedException {
    Map<ConfigPath, String> places = new HashMap<>();
    List<FileEntry> small = new ArrayList<>();
    for (Map.Entry<ConfigPath, FileEntry> file : job.files().entrySet()) {
      String path = place + "/" + file.getKey();
      if (file.getValue().size() > MAX_BYTES) {
        parent.writeForNow(path, new ByteArrayInputStream(new byte[0]));
      } else if (!file.getKey().value().equals(JobSet.PROPERTIES_FILE)) {
        places.put(file.getValue().path(), path);
        small.add(file.getValue());
      }
    }
    tree.read(
        small,
        (file, content) -> {
          String path = places.get(file.path());
          if (path == null) {
            throw new IOException("expected a file that was asked for, found " + file.path());
          }
          parent.writeForNow(path, content);
        });
  }

  @Override
  public void close() throws IOException {
    // A file system's client does nothing for a thread that is interrupted.
    boolean interrupted = Thread.interrupted();
    lock.writeLock().lock();
    try (fileSystems) {
      if (!closed) {
        closed = true;
        parent.delete(name);
      }
    } finally {
      lock.writeLock().unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

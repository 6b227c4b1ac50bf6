package dev.orch.oozie.home;

import dev.orch.hadoop.HadoopDirectory;
import dev.orch.hadoop.HadoopFileSystems;
import dev.orch.hadoop.SecretFile;
import dev.orch.hadoop.SharedDocument;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileTree;
import dev.orch.model.home.HomeDocument;
import dev.orch.model.instance.SessionSlot;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.deploy.HomeState;
import dev.orch.oozie.deploy.JobHome;
import dev.orch.oozie.deploy.JobRecord;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A home on a Hadoop file system: {@code JOB@DIGEST/} with the files of each job in each state that
 * is in use, and below {@code .orch} what is known of them.
 */
final class HadoopJobHome implements JobHome {
  private final HadoopFileSystems fileSystems;
  private final HadoopDirectory directory;
  private final SharedDocument document;
  private final JobUploads uploads;
  private final String writer;
  private @Nullable JobsDocument known;

  /** Whether others have been told, by a version of ours, that they were overtaken. */
  private boolean alone;

  /**
   * Creates it from its parts.
   *
   * @param fileSystems closed with it
   * @param writer who we are, for others whom we overtake
   */
  HadoopJobHome(HadoopFileSystems fileSystems, HadoopDirectory directory, String writer) {
    this.fileSystems = fileSystems;
    this.directory = directory;
    this.document = new SharedDocument(directory, HomeDocument.JOBS.path());
    this.uploads = new JobUploads(directory);
    this.writer = writer;
  }

  @Override
  public String location() {
    return directory.location();
  }

  @Override
  public URI directory(JobName job, Digest digest) {
    return directory.uri(JobUploads.path(job, digest));
  }

  @Override
  public void put(Job job, FileTree tree, Map<ConfigPath, byte[]> derived)
      throws IOException, InterruptedException {
    try {
      uploads.put(job, tree, derived);
    } catch (IOException e) {
      if (known != null && document.isOvertaken()) {
        throw overtaken(e);
      }
      throw e;
    }
  }

  @Override
  public void keepOnly(JobName job, Set<Digest> kept) throws IOException {
    uploads.keepOnly(job, kept);
  }

  @Override
  public SortedMap<JobName, JobRecord> load() throws IOException {
    return new TreeMap<>(refresh().jobs());
  }

  @Override
  public HomeState state() throws IOException {
    return current().state();
  }

  private JobsDocument current() throws IOException {
    return known == null ? refresh() : known;
  }

  private JobsDocument refresh() throws IOException {
    Optional<byte[]> bytes = document.read();
    known =
        bytes.isPresent()
            ? JobsDocument.decode(document.location(), bytes.get())
            : JobsDocument.empty(writer);
    return known;
  }

  @Override
  public void save(JobRecord job) throws IOException {
    SortedMap<JobName, JobRecord> jobs = new TreeMap<>(current().jobs());
    jobs.put(job.job(), job);
    write(new JobsDocument(writer, current().leader(), current().state(), jobs));
  }

  @Override
  public void remove(JobName job) throws IOException {
    SortedMap<JobName, JobRecord> jobs = new TreeMap<>(current().jobs());
    if (jobs.remove(job) != null) {
      write(new JobsDocument(writer, current().leader(), current().state(), jobs));
    }
  }

  @Override
  public void save(HomeState state) throws IOException {
    if (!current().state().equals(state)) {
      write(new JobsDocument(writer, current().leader(), state, current().jobs()));
    }
  }

  @Override
  public Optional<InstanceId> leader() throws IOException {
    return Optional.ofNullable(refresh().leader());
  }

  @Override
  public void takeOver(@Nullable InstanceId leader) throws IOException {
    JobsDocument newest = current();
    write(new JobsDocument(writer, leader, newest.state(), newest.jobs()));
  }

  @Override
  public SessionSlot sessionSlot(InstanceId instance) {
    return new SecretFile(directory, ".orch/session-" + instance);
  }

  private void write(JobsDocument next) throws IOException {
    if (!document.write(next.encode())) {
      throw overtaken(null);
    }
    known = next;
    if (!alone) {
      alone = true;
      uploads.removeForeignStages();
    }
  }

  private RefusedException overtaken(@Nullable IOException e) throws IOException {
    return new RefusedException(
        "home " + location() + " was changed meanwhile by " + refresh().writer(),
        "One agent or apply works on a home at a time; see that the other is meant, then again.",
        e);
  }

  @Override
  public void close() throws IOException {
    fileSystems.close();
  }
}

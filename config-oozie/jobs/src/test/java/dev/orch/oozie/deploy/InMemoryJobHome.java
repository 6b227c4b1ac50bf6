package dev.orch.oozie.deploy;

import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.SessionSlot;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.server.InMemoryOozie;
import dev.orch.oozie.server.JobId;
import dev.orch.testing.MemorySlot;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A home held in memory. */
public final class InMemoryJobHome implements JobHome {
  private final InMemoryJobFiles files = new InMemoryJobFiles();
  private final InMemoryJobMemory memory = new InMemoryJobMemory();
  private final Map<InstanceId, SessionSlot> slots = new ConcurrentHashMap<>();
  private HomeState state = HomeState.NEW;
  private @Nullable InstanceId leader;

  /** An Oozie that finds its applications here. */
  public InMemoryOozie oozie(Instant now) {
    return new InMemoryOozie(now, files::read);
  }

  /** What a job is in Oozie; fails if it is nothing. */
  public JobId idOf(String job) {
    JobRecord record = memory.load().get(new JobName(job));
    if (record == null || record.running() == null) {
      throw new AssertionError("expected " + job + " to run");
    }
    return record.running().id();
  }

  /** The directories that there are. */
  public SortedSet<String> directories() {
    return files.directories();
  }

  @Override
  public String location() {
    return "memory:/home";
  }

  @Override
  public HomeState state() {
    return state;
  }

  @Override
  public void save(HomeState next) {
    state = next;
  }

  @Override
  public Optional<InstanceId> leader() {
    return Optional.ofNullable(leader);
  }

  @Override
  public void takeOver(@Nullable InstanceId next) {
    leader = next;
  }

  @Override
  public SessionSlot sessionSlot(InstanceId instance) {
    return slots.computeIfAbsent(instance, id -> new MemorySlot());
  }

  @Override
  public URI directory(JobName job, Digest digest) {
    return files.directory(job, digest);
  }

  @Override
  public void put(Job job, FileTree tree, Map<ConfigPath, byte[]> derived)
      throws IOException, InterruptedException {
    files.put(job, tree, derived);
  }

  @Override
  public void keepOnly(JobName job, Set<Digest> kept) {
    files.keepOnly(job, kept);
  }

  @Override
  public SortedMap<JobName, JobRecord> load() {
    return memory.load();
  }

  @Override
  public void save(JobRecord job) {
    memory.save(job);
  }

  @Override
  public void remove(JobName job) {
    memory.remove(job);
  }

  @Override
  public void close() {}
}

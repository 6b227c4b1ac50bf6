package dev.orch.oozie.rehearsal;

import dev.orch.model.Problem;
import dev.orch.model.component.FileTree;
import dev.orch.oozie.deploy.DeployTarget;
import dev.orch.oozie.deploy.JobScratch;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.OozieSettings;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has a server look at the jobs of one component, by dry runs, on four threads of its own. Nothing
 * is submitted. To be used once.
 */
public final class Rehearsal implements AutoCloseable {
  /** A server that others use too is not to be busy with this alone. */
  private static final int AT_ONCE = 4;

  private final OozieServer server;
  private final JobScratch scratch;
  private final DeployTarget target;
  private final OozieSettings settings;
  private final FileTree tree;
  private final ExecutorService threads;

  /**
   * Creates it from its parts; what it is given stays its owner's to close.
   *
   * @param settings of the component
   * @param tree holds the files of the jobs
   */
  public Rehearsal(
      OozieServer server,
      JobScratch scratch,
      DeployTarget target,
      OozieSettings settings,
      FileTree tree) {
    this.server = server;
    this.scratch = scratch;
    this.target = target;
    this.settings = settings;
    this.tree = tree;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            AT_ONCE,
            task -> {
              Thread thread = new Thread(task, "orch-rehearsal-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Asks for each job, and for what it runs of its own files.
   *
   * @param done called when a job has been looked at
   * @param undecided told what the server could not judge; called by several threads
   * @return what the server has against them, in any order; places are paths below the component
   * @throws dev.orch.model.StoreUnavailableException when the server or the file system cannot be
   *     reached
   * @throws dev.orch.model.RefusedException when one of them does not let us in
   */
  public List<Problem> problems(List<Job> jobs, Runnable done, Consumer<Problem> undecided)
      throws IOException, InterruptedException {
    CompletionService<List<Problem>> asked = new ExecutorCompletionService<>(threads);
    jobs.forEach(job -> asked.submit(() -> problems(job, undecided)));
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      try {
        problems.addAll(asked.take().get());
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
      done.run();
    }
    return problems;
  }

  private List<Problem> problems(Job job, Consumer<Problem> undecided)
      throws IOException, InterruptedException {
    URI directory = scratch.put(job, tree);
    return new DryRuns(server, job, directory, tree, undecided)
        .problems(target.user(job, settings), target.marker(job.name(), job.digest()));
  }

  /** As what it is; it has happened on another thread. */
  private static IOException failure(@Nullable Throwable cause) throws InterruptedException {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    } else if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    } else if (cause instanceof IOException failed) {
      return failed;
    }
    throw new IllegalStateException("a dry run failed beyond all exceptions", cause);
  }

  /** Begins nothing more; a question that is under way may get its answer, which nobody hears. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package dev.orch.cli.oozie;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.hadoop.HadoopParts;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.output.Printable;
import dev.orch.cli.output.ProgressLine;
import dev.orch.model.ComponentName;
import dev.orch.model.InvalidInputException;
import dev.orch.model.OrchException;
import dev.orch.model.Problem;
import dev.orch.model.ProjectName;
import dev.orch.model.settings.Settings;
import dev.orch.model.store.Store;
import dev.orch.oozie.deploy.DeployTarget;
import dev.orch.oozie.deploy.JobPlatform;
import dev.orch.oozie.deploy.JobScratch;
import dev.orch.oozie.job.Caller;
import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobSet;
import dev.orch.oozie.rehearsal.ChangedJobs;
import dev.orch.oozie.rehearsal.Rehearsal;
import dev.orch.oozie.server.OozieServer;
import dev.orch.publisher.plan.ComponentPlan;
import dev.orch.publisher.plan.Plan;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks an Oozie server for dry runs of the jobs that a plan makes new or other. */
final class OnlineCheck {
  private final Invocation invocation;
  private final Store store;
  private final CliSettings settings;
  private final URI url;
  private final @Nullable URI scratch;

  /**
   * Creates it from its parts.
   *
   * @param url of Oozie, whatever the components say
   * @param scratch below which files are put for Oozie; null to put them into the homes that agents
   *     report
   */
  OnlineCheck(
      Invocation invocation, Store store, CliSettings settings, URI url, @Nullable URI scratch) {
    this.invocation = invocation;
    this.store = store;
    this.settings = settings;
    this.url = url;
    this.scratch = scratch;
  }

  /** What is to be asked of one component. */
  private record Question(ComponentPlan plan, JobSet desired, List<Job> jobs) {
    ComponentName component() {
      return plan.component().component();
    }
  }

  /**
   * Asks for all components.
   *
   * @throws InvalidInputException with all that Oozie has against the jobs
   */
  void check(Plan plan) throws IOException, InterruptedException {
    List<Question> questions = questions(plan);
    if (questions.isEmpty()) {
      return;
    }
    int jobs = questions.stream().mapToInt(question -> question.jobs().size()).sum();
    List<Problem> problems = new ArrayList<>();
    Collection<Problem> undecided = new ConcurrentSkipListSet<>();
    AtomicInteger done = new AtomicInteger();
    try (ProgressLine progress = ProgressLine.start(invocation, "asking Oozie for dry runs")) {
      for (Question question : questions) {
        Runnable one = () -> progress.count(done.incrementAndGet(), jobs, "jobs");
        ask(plan.project(), question, one, it -> undecided.add(below(question.component(), it)))
            .forEach(problem -> problems.add(below(question.component(), problem)));
      }
    }
    undecided.forEach(
        it -> invocation.messages().line("orch: warning: " + Printable.of(it.toString())));
    String said = jobs + (jobs == 1 ? " job" : " jobs");
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          "Oozie at " + url + " was asked for dry runs of " + said + " and refuses some", problems);
    }
    invocation
        .messages()
        .line("orch: Oozie at " + url + " was asked for dry runs of " + said + ", none refused");
  }

  private static Problem below(ComponentName component, Problem problem) {
    return new Problem(component + "/" + problem.where(), problem.what());
  }

  private static List<Question> questions(Plan plan) throws IOException, InterruptedException {
    List<Question> questions = new ArrayList<>();
    for (ComponentPlan component : plan.components().values()) {
      if (JobsCheck.isOfJobs(component.after())) {
        JobSet desired = JobSet.read(component.after());
        JobSet before =
            JobsCheck.isOfJobs(component.before()) ? JobSet.read(component.before()) : null;
        List<Job> jobs = ChangedJobs.of(before, desired);
        if (!jobs.isEmpty()) {
          questions.add(new Question(component, desired, jobs));
        }
      }
    }
    return questions;
  }

  private List<Problem> ask(
      ProjectName project, Question question, Runnable done, Consumer<Problem> undecided)
      throws IOException, InterruptedException {
    Settings plain = settings.withOptions(Map.of());
    Caller caller = question.desired().settings().caller(JobUser.of(settings));
    JobPlatform platform = HadoopParts.of(invocation).jobs();
    JobScratch directory = platform.scratch(place(project, question.component()), plain);
    try (OozieServer server = platform.server(url, caller, plain);
        Rehearsal rehearsal =
            new Rehearsal(
                server,
                directory,
                new DeployTarget(project, question.component(), caller.user()),
                question.desired().settings(),
                question.plan().after())) {
      return rehearsal.problems(question.jobs(), done, undecided);
    } finally {
      remove(directory);
    }
  }

  private URI place(ProjectName project, ComponentName component) throws InterruptedException {
    if (scratch != null) {
      return scratch;
    }
    return JobPlace.homeOfAgents(store, project, component)
        .orElseThrow(
            () ->
                new UsageException(
                    "nothing says where Oozie can read the files of "
                        + component
                        + " before they are published: no agent of it reports a home",
                    "Give --validate-scratch URI, a directory that you may write and Oozie read,"
                        + " such as hdfs://nn/tmp."));
  }

  /** What became of the dry runs counts, whatever becomes of this. */
  private void remove(JobScratch directory) {
    try {
      directory.close();
    } catch (OrchException | IOException e) {
      invocation
          .messages()
          .line(
              "orch: warning: could not remove "
                  + directory.location()
                  + ", which is of no use any more: "
                  + Printable.of(String.valueOf(e.getMessage())));
    }
  }
}

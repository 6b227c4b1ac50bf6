package dev.orch.oozie.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.DesiredSource;
import dev.orch.engine.DesiredState;
import dev.orch.engine.LocalSource;
import dev.orch.engine.Outcome;
import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.deploy.DeployReport;
import dev.orch.oozie.deploy.DeployTarget;
import dev.orch.oozie.deploy.InMemoryJobHome;
import dev.orch.oozie.server.InMemoryOozie;
import dev.orch.oozie.server.JobStatus;
import dev.orch.testing.SettableClock;
import dev.orch.testing.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Jobs of a component, on the fake Oozie. */
class JobPassesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String URL = "http://oozie.example:11000/oozie";

  private final SettableClock clock = new SettableClock(START);
  private final InMemoryJobHome home = new InMemoryJobHome();
  private final InMemoryOozie oozie = home.oozie(START);
  private final List<DeployReport> reports = new ArrayList<>();
  private DesiredSource source = DesiredState.Absent::new;

  private final JobPasses passes =
      new JobPasses(
          () -> source.look(),
          home,
          new DeployTarget(new ProjectName("weather"), new ComponentName("ingest"), "etl"),
          (url, user) -> oozie,
          null,
          clock,
          reports::add);

  private static Map<String, String> spec() {
    return new TreeMap<>(Map.of("trigger", "oozie", "oozie.url", URL));
  }

  private static Trees job(Trees trees, String name, String properties, String root) {
    return trees
        .file(
            name + "/job.properties", "oozie.coord.application.path=coordinator.xml\n" + properties)
        .file(
            name + "/coordinator.xml",
            "<"
                + root
                + " name='"
                + name
                + "' frequency='5' start='2026-01-01T00:00Z' end='2026-01-01T12:00Z'"
                + " timezone='UTC' xmlns='uri:oozie:coordinator:0.4'/>");
  }

  private static Trees jobs(String... names) {
    Trees trees = Trees.builder().spec(spec());
    for (String name : names) {
      job(trees, name, "", "coordinator-app");
    }
    return trees;
  }

  private Outcome apply(FileTree tree) throws Exception {
    source = new LocalSource(tree);
    Outcome outcome = passes.reconcile();
    for (int i = 0; i < 60 && outcome instanceof Outcome.UnderWay; i++) {
      clock.advance(Duration.ofMinutes(1));
      oozie.advance(Duration.ofMinutes(1));
      home.load().keySet().forEach(job -> oozie.finish(home.idOf(job.value()), 9));
      outcome = passes.reconcile();
    }
    return outcome;
  }

  @Test
  void allJobsAsDesiredIsUpToDateAndRememberedAsApplied() throws Exception {
    FileTree tree = jobs("a", "b").build();

    assertThat(apply(tree)).isInstanceOf(Outcome.UpToDate.class);

    assertThat(home.state().applied()).isNotNull();
    assertThat(home.state().applied().digest()).isEqualTo(tree.manifest().digest());
    assertThat(reports.get(0).results()).hasSize(2);
  }

  @Test
  void oneJobThatFailsIsNamedAndKeepsNoOtherFromItsChange() throws Exception {
    apply(jobs("a", "b", "c").build());
    Trees next = jobs("a", "c").spec(spec());
    job(next, "a", "queue=q", "coordinator-app");
    job(next, "b", "", "no-coordinator");
    job(next, "c", "queue=q", "coordinator-app");

    Outcome outcome = apply(next.build());

    assertThat(outcome).isNotInstanceOf(Outcome.UpToDate.class);
    assertThat(outcome.toString()).contains("1 of 3 jobs: b: ");
    assertThat(oozie.changingCalls()).filteredOn(call -> call.startsWith("update")).hasSize(2);
  }

  @Test
  void aKilledJobIsReportedAsDriftAndLeftSo() throws Exception {
    apply(jobs("a", "b").build());
    oozie.kill(home.idOf("a"));

    Outcome outcome = apply(jobs("a", "b").build());

    assertThat(outcome).isInstanceOf(Outcome.UpToDate.class);
    assertThat(((Outcome.UpToDate) outcome).drifted()).containsExactly(new ConfigPath("a"));
    assertThat(oozie.job(home.idOf("a")))
        .hasValueSatisfying(job -> assertThat(job.summary().status()).isEqualTo(JobStatus.KILLED));
  }

  @Test
  void aComponentThatIsPublishedNoMoreKeepsItsJobs() throws Exception {
    apply(jobs("a").build());
    int calls = oozie.changingCalls().size();
    source = () -> new DesiredState.Removed(3);

    assertThat(passes.reconcile()).isEqualTo(new Outcome.Removed(3));
    source = () -> new DesiredState.Cleared(4);
    assertThat(passes.reconcile()).isEqualTo(new Outcome.Cleared(4));

    assertThat(oozie.changingCalls()).hasSize(calls);
  }

  @Test
  void anotherTriggerIsHeldAndTouchesNoJob() throws Exception {
    apply(jobs("a").build());
    int calls = oozie.changingCalls().size();

    Outcome outcome = apply(Trees.of("etc/x", "1"));

    assertThat(outcome).isInstanceOf(Outcome.Held.class);
    assertThat(outcome.toString()).contains("trigger none");
    assertThat(oozie.changingCalls()).hasSize(calls);
  }

  @Test
  void filesThatMakeNoJobsAreHeldWithAllThatIsWrong() throws Exception {
    Trees broken =
        Trees.builder()
            .spec(spec())
            .file("a/job.properties", "x=1")
            .file("b/job.properties", "oozie.coord.application.path=coordinator.xml");

    Outcome outcome = apply(broken.build());

    assertThat(outcome).isInstanceOf(Outcome.Held.class);
    assertThat(outcome.toString()).contains("a/job.properties").contains("b/job.properties");
  }

  @Test
  void withoutAServersAddressItIsHeldAndSaysWhereToGiveIt() throws Exception {
    Outcome outcome =
        apply(
            job(Trees.builder().spec(Map.of("trigger", "oozie")), "a", "", "coordinator-app")
                .build());

    assertThat(outcome).isInstanceOf(Outcome.Held.class);
    assertThat(outcome.toString()).contains("oozie.url");
  }

  @Test
  void aStoreOutOfReachLeavesTheJobsAndSaysWhetherAnyAreApplied() throws Exception {
    source =
        () -> {
          throw new StoreUnavailableException("no ZooKeeper", "Start it.", null);
        };

    assertThat(passes.reconcile())
        .isEqualTo(new Outcome.SourceUnavailable("no ZooKeeper", false, List.of()));
    apply(jobs("a").build());
    source =
        () -> {
          throw new StoreUnavailableException("no ZooKeeper", "Start it.", null);
        };
    assertThat(passes.reconcile())
        .isEqualTo(new Outcome.SourceUnavailable("no ZooKeeper", true, List.of()));
  }

  @Test
  void whatFailedIsTriedAgainWhenAskedForAndNotBefore() throws Exception {
    apply(jobs("a").build());
    oozie.advance(Duration.ofMinutes(10));
    source = new LocalSource(job(jobs(), "a", "queue=q", "coordinator-app").build());
    passes.reconcile();
    clock.advance(Duration.ofHours(1));
    assertThat(passes.reconcile()).as("not drained in time").isInstanceOf(Outcome.Failed.class);
    oozie.finish(home.idOf("a"), 9);

    assertThat(passes.reconcile()).isInstanceOf(Outcome.Failed.class);
    passes.retryFailed();
    Outcome outcome = passes.reconcile();
    for (int i = 0; i < 20 && outcome instanceof Outcome.UnderWay; i++) {
      oozie.finish(home.idOf("a"), 9);
      outcome = passes.reconcile();
    }

    assertThat(outcome).isInstanceOf(Outcome.UpToDate.class);
  }

  @Test
  void filesThatAreNotThoseOfTheRevisionTouchNoJob() throws Exception {
    apply(jobs("a", "b").build());
    int calls = oozie.changingCalls().size();
    FileTree wanted = jobs("a", "b", "c").build();
    FileTree other = Trees.builder().spec(spec()).build();
    source = () -> new Stored(wanted.manifest().digest(), () -> other);

    Outcome outcome = passes.reconcile();

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.toString()).contains("expected digest");
    assertThat(oozie.changingCalls()).hasSize(calls);
  }

  @Test
  void filesThatCouldNotBeReadAreOpenedAnew() throws Exception {
    apply(jobs("a").build());
    FileTree tree = jobs("a", "b").build();
    AtomicInteger opened = new AtomicInteger();
    // The first time its bytes are held where they are not any more.
    source =
        () ->
            new Stored(
                tree.manifest().digest(),
                () -> opened.getAndIncrement() == 0 ? new LostTree(tree) : tree);

    assertThat(passes.reconcile()).isInstanceOf(Outcome.Failed.class);
    assertThat(passes.reconcile()).isInstanceOf(Outcome.UpToDate.class);
    assertThat(opened).hasValue(2);
  }

  /** A revision in the store. */
  private record Stored(Digest digest, Supplier<FileTree> files) implements DesiredState.Present {
    @Override
    public long revision() {
      return 2;
    }

    @Override
    public FileTree open(Manifest like) {
      return files.get();
    }
  }

  /** A tree whose files are gone. */
  private record LostTree(FileTree tree) implements FileTree {
    @Override
    public Manifest manifest() {
      return tree.manifest();
    }

    @Override
    public void read(Collection<FileEntry> files, ContentSink sink) {
      throw new CorruptDataException("the store", "expected the bytes, found nothing", null);
    }
  }
}

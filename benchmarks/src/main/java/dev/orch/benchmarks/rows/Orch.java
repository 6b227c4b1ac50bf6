package dev.orch.benchmarks.rows;

import dev.orch.engine.LocalSourceTree;
import dev.orch.model.Progress;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.RolloutChoice;
import dev.orch.model.revision.WriteSession;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import dev.orch.publisher.CommitOptions;
import dev.orch.publisher.CommitResult;
import dev.orch.publisher.PublishRequest;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.provenance.Author;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.publisher.scan.TreeScanner;
import dev.orch.publisher.statcache.StatCache;
import dev.orch.publisher.validate.ComponentCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.Set;

/** orch's publisher in this process, put together as the command does it. */
final class Orch implements AutoCloseable {
  private static final long PROJECT_LIMIT = 2L * 1024 * 1024 * 1024;

  private final Store store;
  private final Publisher publisher;
  private final TreeScanner scanner;

  private Orch(Store store, Publisher publisher, TreeScanner scanner) {
    this.store = store;
    this.publisher = publisher;
    this.scanner = scanner;
  }

  static Orch connect(String connectString) throws InterruptedException {
    return connect(connectString, PublisherSettings.DEFAULT_RETENTION);
  }

  /** Reading only files that changed since the last look, as the command does. */
  static Orch remembering(String connectString, Path cache) throws InterruptedException {
    return connect(
        connectString,
        PublisherSettings.DEFAULT_RETENTION,
        StatCache.in(cache, "benchmarks", Clock.systemUTC()));
  }

  /** Keeping so many revisions. */
  static Orch connect(String connectString, int revisions) throws InterruptedException {
    return connect(connectString, revisions, StatCache.NONE);
  }

  private static Orch connect(String connectString, int revisions, StatCache cache)
      throws InterruptedException {
    PublisherSettings settings =
        new PublisherSettings(
            PublisherSettings.DEFAULT.maxFileSize(),
            PROJECT_LIMIT,
            revisions,
            Duration.ofSeconds(30));
    Store store = store(connectString);
    return new Orch(
        store,
        new Publisher(store, settings),
        new TreeScanner(settings.maxFileSize(), Progress.NONE, ComponentCheck.NONE, cache));
  }

  /** Connected. */
  static Store store(String connectString) throws InterruptedException {
    StoreSettings settings = StoreSettings.of(connectString);
    Store store = ServiceLoader.load(StoreProvider.class).findFirst().orElseThrow().open(settings);
    store.awaitConnected(settings.connectTimeout());
    return store;
  }

  Store store() {
    return store;
  }

  /** Reads, hashes and validates the tree, and makes it live. */
  void publish(Path tree, ProjectName project) throws InterruptedException {
    publish(tree, project, RolloutChoice.AS_SPECIFIED);
  }

  /** The same, and how it goes out. */
  void publish(Path tree, ProjectName project, RolloutChoice rollout) throws InterruptedException {
    CommitResult result =
        publisher.publish(
            new PublishRequest(
                project, scan(tree), SourceHistory.NONE, Set.of(), options().rollingOut(rollout)),
            CommitProgress.NONE);
    if (!(result instanceof CommitResult.Committed)) {
      throw new IllegalStateException("expected a commit, got " + result);
    }
  }

  /** The same, where nothing may differ. */
  void plan(Path tree, ProjectName project) throws InterruptedException {
    Plan plan = publisher.plan(project, scan(tree));
    if (!plan.isEmpty()) {
      throw new IllegalStateException("expected no difference, got " + plan);
    }
  }

  /** Takes away all but the newest revisions. */
  void prune(ProjectName project, int keep) throws InterruptedException {
    try (WriteSession session =
        store.revisions().write(project, "benchmarks", Duration.ofSeconds(30))) {
      session.prune(keep);
    }
  }

  private static CommitOptions options() {
    return CommitOptions.of(new Author("benchmarks", "localhost"), "benchmarks");
  }

  DesiredTree scan(Path tree) throws InterruptedException {
    return scanner.scan(new LocalSourceTree(tree), ComponentSelection.ALL);
  }

  @Override
  public void close() {
    scanner.close();
    store.close();
  }
}

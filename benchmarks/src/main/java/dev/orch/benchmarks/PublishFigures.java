package dev.orch.benchmarks;

import dev.orch.engine.LocalSourceTree;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import dev.orch.publisher.CommitOptions;
import dev.orch.publisher.CommitResult;
import dev.orch.publisher.PublishRequest;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.provenance.Author;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.publisher.scan.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.zookeeper.KeeperException;

/**
 * What publishing costs, beside what ZooKeeper costs at best: in one run, in this process, warm,
 * against a real server in a process of its own that syncs every transaction to the disk.
 *
 * <p>{@code PublishFigures [DIRECTORY [ROUNDS]]}; prints a table and the same as JSON. Everything
 * is measured in each round, so that a machine that is slow for a while is slow for all; medians
 * count, and of them the ratios.
 */
public final class PublishFigures {
  private static final int FILES = 1000;
  private static final int FILE_BYTES = 4096;
  private static final int MANY_FILES = 20_000;
  private static final int WARM_UP_ROUNDS = 8;
  private static final int DEFAULT_ROUNDS = 15;

  /** As large as the store's own batches. */
  private static final int BATCH_BYTES = 96 * 1024;

  private final Path directory;
  private final RawZooKeeper raw;
  private final Publisher publisher;
  private final TreeScanner scanner;

  private PublishFigures(
      Path directory, RawZooKeeper raw, Publisher publisher, TreeScanner scanner) {
    this.directory = directory;
    this.raw = raw;
    this.publisher = publisher;
    this.scanner = scanner;
  }

  /** Runs all of it, in about a minute. */
  public static void main(String[] args) throws IOException, InterruptedException, KeeperException {
    Path parent = Path.of(args.length > 0 ? args[0] : "target").toAbsolutePath();
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_ROUNDS;
    Files.createDirectories(parent);
    Path directory = Files.createTempDirectory(parent, "figures-");
    PublisherSettings settings =
        new PublisherSettings(
            PublisherSettings.DEFAULT.maxFileSize(),
            PublisherSettings.DEFAULT.projectLimit(),
            PublisherSettings.DEFAULT.retention(),
            Duration.ofSeconds(30));
    try (ServerProcess server = ServerProcess.start(directory);
        RawZooKeeper raw = RawZooKeeper.connect(server.connectString());
        Store store = store(server.connectString());
        TreeScanner scanner = new TreeScanner(settings.maxFileSize())) {
      new PublishFigures(directory, raw, new Publisher(store, settings), scanner).run(rounds);
    }
  }

  private static Store store(String connectString) throws InterruptedException {
    StoreSettings settings = StoreSettings.of(connectString);
    Store store = ServiceLoader.load(StoreProvider.class).findFirst().orElseThrow().open(settings);
    store.awaitConnected(settings.connectTimeout());
    return store;
  }

  private void run(int rounds) throws IOException, InterruptedException, KeeperException {
    Random random = new Random(42);
    List<byte[]> contents = contents(random, FILES, FILE_BYTES);
    Path tree = write(directory.resolve("tree"), contents);
    measure(tree, contents, "warm", WARM_UP_ROUNDS);
    List<Samples> samples = measure(tree, contents, "round", rounds);
    long znodes = znodesOfOneChange(contents(random, MANY_FILES, 64), random);
    print(samples, znodes);
  }

  private static List<byte[]> contents(Random random, int count, int bytes) {
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] content = new byte[bytes];
      random.nextBytes(content);
      contents.add(content);
    }
    return contents;
  }

  private static Path write(Path tree, List<byte[]> contents) throws IOException {
    for (int i = 0; i < contents.size(); i++) {
      Path file = tree.resolve("component").resolve("d" + i % 20).resolve("f" + i);
      Files.createDirectories(file.getParent());
      Files.write(file, contents.get(i));
    }
    return tree;
  }

  private List<Samples> measure(Path tree, List<byte[]> contents, String name, int rounds)
      throws IOException, InterruptedException, KeeperException {
    Samples floor = new Samples("floor: raw pipelined multis");
    Samples publishNew = new Samples("publish new: scan, write, commit");
    Samples unchanged = new Samples("publish unchanged");
    Samples oneChanged = new Samples("publish with one file changed");
    Path changed = tree.resolve("component/d0/f0");
    for (int round = 0; round < rounds; round++) {
      ProjectName project = new ProjectName(name + "-" + round);
      if (round % 2 == 0) {
        measureFloor(floor, contents, project.value());
      }
      time(publishNew, tree, project, CommitResult.Committed.class);
      time(unchanged, tree, project, CommitResult.Unchanged.class);
      byte[] other = contents.get(0).clone();
      other[0]++;
      Files.write(changed, other);
      time(oneChanged, tree, project, CommitResult.Committed.class);
      Files.write(changed, contents.get(0));
      if (round % 2 == 1) {
        measureFloor(floor, contents, project.value());
      }
    }
    return List.of(floor, publishNew, unchanged, oneChanged);
  }

  private void measureFloor(Samples floor, List<byte[]> contents, String name)
      throws InterruptedException, KeeperException {
    String parent = "/floor-" + name;
    raw.create(parent);
    long start = System.nanoTime();
    raw.createPipelined(parent, contents, BATCH_BYTES);
    floor.since(start);
  }

  private void time(
      Samples samples, Path tree, ProjectName project, Class<? extends CommitResult> expected)
      throws InterruptedException {
    long start = System.nanoTime();
    CommitResult result = publish(tree, project);
    samples.since(start);
    if (!expected.isInstance(result)) {
      throw new IllegalStateException("expected " + expected.getSimpleName() + ", got " + result);
    }
  }

  private CommitResult publish(Path tree, ProjectName project) throws InterruptedException {
    DesiredTree desired = scanner.scan(new LocalSourceTree(tree), ComponentSelection.ALL);
    return publisher.publish(
        new PublishRequest(
            project,
            desired,
            SourceHistory.NONE,
            Set.of(),
            CommitOptions.of(new Author("figures", "localhost"), "figures")),
        CommitProgress.NONE);
  }

  /** How many nodes a publish writes that changes one file of many. */
  private long znodesOfOneChange(List<byte[]> contents, Random random)
      throws IOException, InterruptedException, KeeperException {
    ProjectName project = new ProjectName("many");
    Path tree = write(directory.resolve("many"), contents);
    publish(tree, project);
    byte[] other = contents.get(MANY_FILES / 2).clone();
    random.nextBytes(other);
    Files.write(tree.resolve("component/d" + MANY_FILES / 2 % 20 + "/f" + MANY_FILES / 2), other);
    long before = raw.lastTransaction();
    publish(tree, project);
    return raw.nodesWrittenSince("/orch/projects/" + project, before);
  }

  private static void print(List<Samples> samples, long znodes) {
    double ratio = samples.get(1).median() / samples.get(0).median();
    System.out.printf(
        "%n%d files of %d bytes, milliseconds%n%-44s %8s %8s %8s%n",
        FILES, FILE_BYTES, "", "median", "min", "max");
    samples.forEach(sample -> System.out.println(sample.asRow()));
    System.out.printf(
        Locale.ROOT,
        "%npublish new : floor = %.2f%nznodes written for one changed file in %d: %d%n%n",
        ratio,
        MANY_FILES,
        znodes);
    System.out.printf(
        Locale.ROOT,
        "{\"files\":%d,\"bytes\":%d,\"times\":[%s],\"newToFloor\":%.3f,\"znodesOfOneChangeIn%d\":%d}%n",
        FILES,
        FILE_BYTES,
        String.join(",", samples.stream().map(Samples::asJson).toList()),
        ratio,
        MANY_FILES,
        znodes);
  }
}

package dev.orch.cli.defects;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.config.Configuration;
import dev.orch.config.ConfigurationFactory;
import dev.orch.config.ConfigurationManager;
import dev.orch.engine.LocalSourceTree;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import dev.orch.publisher.CommitOptions;
import dev.orch.publisher.PublishRequest;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.provenance.Author;
import dev.orch.publisher.provenance.SourceHistory;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.publisher.scan.TreeScanner;
import dev.orch.testing.Await;
import dev.orch.testing.FastTempDirs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Defects 1 and 2: sets of files that mix two versions, and files that are missing or partial. */
class TornReadsIT {
  private static final ProjectName PROJECT = new ProjectName("torn");
  private static final int FILES = 200;
  private static final int PUBLISHES = 200;

  /** Few revisions are kept, so that readers meet pruned ones as well. */
  private static final PublisherSettings SETTINGS =
      new PublisherSettings(
          PublisherSettings.DEFAULT.maxFileSize(),
          PublisherSettings.DEFAULT.projectLimit(),
          3,
          PublisherSettings.DEFAULT.lockWait());

  @TempDir Path dir;

  /** In memory where there is such a place: thousands of synced files are not what is tested. */
  @TempDir(factory = FastTempDirs.class)
  Path homes;

  private final Site site = new Site();
  private final AtomicBoolean done = new AtomicBoolean();
  private final List<FutureTask<Set<String>>> readers = new ArrayList<>();
  private Orch orch;
  private Store store;

  @BeforeEach
  void connect() throws InterruptedException {
    orch = site.orch(PROJECT.value());
    store =
        ServiceLoader.load(StoreProvider.class)
            .findFirst()
            .orElseThrow()
            .open(StoreSettings.of(site.connect()));
    store.awaitConnected(Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    done.set(true);
    store.close();
    site.close();
  }

  /** Each file holds the name of its tree, of one length: only the bytes tell a mixed set. */
  private DesiredTree treeOf(String name, String componentYaml) throws InterruptedException {
    DiskTree tree = new DiskTree(dir.resolve(name));
    for (int i = 0; i < FILES; i++) {
      tree.file("comp/etc/part-" + i + ".txt", name + "\n");
    }
    tree.file("comp/component.yaml", componentYaml);
    return scan(tree);
  }

  private static DesiredTree scan(DiskTree tree) throws InterruptedException {
    try (TreeScanner scanner = new TreeScanner(TreeScanner.DEFAULT_MAX_FILE_SIZE)) {
      return scanner.scan(new LocalSourceTree(Path.of(tree.path())), ComponentSelection.ALL);
    }
  }

  private void publish(DesiredTree tree) throws InterruptedException {
    new Publisher(store, SETTINGS)
        .publish(
            new PublishRequest(
                PROJECT,
                tree,
                SourceHistory.NONE,
                Set.of(),
                CommitOptions.of(new Author("test", "localhost"), "")),
            CommitProgress.NONE);
  }

  @Test
  @Timeout(240)
  void defect1NoSetOfFilesIsEverMixed() throws Exception {
    Path seen = dir.resolve("seen-by-programs");
    String start = "cat etc/part-*.txt | sort -u | tr '\\n' ' ' >> " + seen + "; echo >> " + seen;
    String yaml = "command: { start: \"" + start.replace("\\", "\\\\") + "\" }\n";
    List<DesiredTree> trees = List.of(treeOf("ebbs", yaml), treeOf("flow", yaml));
    publish(trees.get(1));

    Path home = homes.resolve("agent-home");
    try (Running agent =
            orch.start("agent", "-c", "comp", "-i", "agent", "--home", home.toString());
        ConfigurationManager own = manager("own", homes.resolve("own-home"))) {
      Await.until("the agent applied", () -> Files.exists(seen));
      try (ConfigurationManager beside = manager("beside", home)) {
        for (ConfigurationManager manager : List.of(own, beside)) {
          read("loads of " + manager, () -> namesIn(manager.loadConfiguration()));
        }
        for (int i = 0; i < PUBLISHES; i++) {
          publish(trees.get(i % 2));
        }
        done.set(true);
        for (FutureTask<Set<String>> reader : readers) {
          assertThat(reader.get())
              .as("what all loads held")
              .containsExactlyInAnyOrder("ebbs", "flow");
        }
        assertThat(namesIn(own.loadConfiguration())).containsExactly("flow");
      }
      Await.until(
          "the agent came to the last revision",
          () -> orch.run("status").out().matches("(?s).*agent .* 201 +201 +APPLIED.*"));
      agent.interrupt();
    }
    List<String> programs = Files.readAllLines(seen, UTF_8).stream().map(String::strip).toList();
    assertThat(programs).as("what each started program saw").hasSizeGreaterThan(2);
    assertThat(Set.copyOf(programs)).isEqualTo(Set.of("ebbs", "flow"));
  }

  private ConfigurationManager manager(String instance, Path home) throws IOException {
    Files.createDirectories(home);
    return ConfigurationFactory.builder("comp")
        .project(PROJECT.value())
        .instance(instance)
        .home(home)
        .store(StoreSettings.of(site.connect()))
        .distributed();
  }

  private static Set<String> namesIn(Configuration configuration) {
    Set<String> names = new HashSet<>();
    assertThat(configuration.files()).hasSize(FILES);
    for (String file : configuration.files()) {
      names.add(new String(configuration.bytes(file), US_ASCII).strip());
    }
    assertThat(names).as("one revision, one name: " + configuration.revision()).hasSize(1);
    return names;
  }

  @Test
  void defect2NoFileIsEverMissingOrPartial() throws Exception {
    List<DesiredTree> trees = new ArrayList<>();
    for (char letter : new char[] {'a', 'b'}) {
      String text = String.valueOf(letter).repeat(300_000);
      trees.add(scan(new DiskTree(dir.resolve("tree-" + letter)).file("comp/etc/big.txt", text)));
    }
    publish(trees.get(1));
    Path file = dir.resolve("home/etc/big.txt");
    try (Running agent =
        orch.start("agent", "-c", "comp", "-i", "n", "--home", dir.resolve("home").toString())) {
      Await.until("the first revision is there", () -> Files.exists(file));
      read("the file", () -> Set.of(uniform(Files.readAllBytes(file))));
      for (int i = 0; i < 40; i++) {
        publish(trees.get(i % 2));
        String wanted = i % 2 == 0 ? "a" : "b";
        Await.until("it arrived", () -> uniform(Files.readAllBytes(file)).equals(wanted));
      }
      done.set(true);
      assertThat(readers.get(0).get()).containsExactlyInAnyOrder("a", "b");
      agent.interrupt();
    }
  }

  private static String uniform(byte[] bytes) {
    assertThat(bytes).hasSize(300_000);
    for (byte each : bytes) {
      if (each != bytes[0]) {
        throw new AssertionError("mixed: " + (char) bytes[0] + " and " + (char) each);
      }
    }
    return String.valueOf((char) bytes[0]);
  }

  /** Reads on a thread of its own, without a pause, until all is published. */
  private void read(String what, Callable<Set<String>> load) {
    FutureTask<Set<String>> reader =
        new FutureTask<>(
            () -> {
              Set<String> all = Collections.synchronizedSet(new HashSet<>());
              while (!done.get()) {
                all.addAll(load.call());
              }
              return all;
            });
    readers.add(reader);
    new Thread(reader, "orch-test-reader of " + what).start();
  }
}

package dev.orch.robustness.kills;

import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreSettings;
import dev.orch.robustness.ensemble.JavaProcess;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import dev.orch.testing.ZooKeeperServer;
import dev.orch.zookeeper.ZooKeeperStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A ZooKeeper, a desired tree, and processes of the command line that work on them. */
final class Site implements AutoCloseable {
  static final ProjectName PROJECT = new ProjectName("weather");
  static final String COMPONENT = "file-mgr";

  /** So short that a dead process's lock is soon free, and a paused one's session soon over. */
  static final Duration SESSION = Duration.ofSeconds(2);

  /** Processes start slowly on a busy machine. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String MAIN = "dev.orch.cli.Main";

  private final ZooKeeperServer server = ZooKeeperServer.start();
  private final ZooKeeperStore store =
      ZooKeeperStore.open(StoreSettings.of(server.connectString()));
  private final Path directory;
  private final int files;
  private final int fileSize;

  /**
   * Creates it.
   *
   * @param directory for trees, homes and what processes say
   * @param files how many a tree has
   * @param fileSize about how large each is, in bytes
   */
  Site(Path directory, int files, int fileSize) {
    this.directory = directory;
    this.files = files;
    this.fileSize = fileSize;
  }

  Store store() {
    return store;
  }

  String connectString() {
    return server.connectString();
  }

  /** What the processes say. */
  Path log() {
    return directory.resolve("orch.log");
  }

  /** Starts {@code orch} with these arguments and the place of ZooKeeper. */
  JavaProcess orch(List<String> arguments) throws IOException {
    return orch(List.of(), arguments);
  }

  /** The same, with flags of the Java VM. */
  JavaProcess orch(List<String> flags, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments.get(0)));
    all.addAll(
        List.of(
            "--zk",
            server.connectString(),
            "--project",
            PROJECT.value(),
            "--session-timeout",
            SESSION.toSeconds() + "s"));
    all.addAll(arguments.subList(1, arguments.size()));
    return JavaProcess.start(flags, MAIN, all, log(), log());
  }

  /**
   * Starts {@code orch publish} of a tree whose every file tells its name, which is the message.
   */
  JavaProcess publish(String name) throws IOException {
    Path etc = directory.resolve(name).resolve(COMPONENT).resolve("etc");
    Files.createDirectories(etc);
    for (int i = 0; i < files; i++) {
      Files.writeString(etc.resolve("part-" + i), content(name), StandardCharsets.UTF_8);
    }
    return orch(List.of("publish", "-m", name, directory.resolve(name).toString()));
  }

  private String content(String name) {
    String line = name + "\n";
    return line.repeat(1 + fileSize / line.length());
  }

  /** Every file of the tree of this name, as it must be read or delivered. */
  SortedMap<String, String> expected(String name) {
    SortedMap<String, String> expected = new TreeMap<>();
    for (int i = 0; i < files; i++) {
      expected.put("etc/part-" + i, content(name));
    }
    return expected;
  }

  long liveRevision() throws InterruptedException {
    return store.revisions().latestHead(PROJECT).map(Head::revision).orElse(0L);
  }

  /** Every file that is live. */
  SortedMap<String, String> live() throws InterruptedException {
    ComponentName name = new ComponentName(COMPONENT);
    Head head = store.revisions().latestHead(PROJECT).orElseThrow();
    FileTree tree = store.revisions().open(PROJECT, head.component(name).orElseThrow());
    return Trees.texts(tree);
  }

  /** The names of all trees that were ever committed and are kept. */
  Set<String> committed() throws InterruptedException {
    Set<String> messages = new HashSet<>();
    for (RevisionInfo revision : store.revisions().history(PROJECT, Integer.MAX_VALUE)) {
      messages.add(revision.authorship().message());
    }
    return messages;
  }

  /** Waits until the only instance runs this revision, and its agent is connected. */
  void awaitApplied(long revision) {
    Await.until(
        "revision " + revision + " applied; see " + log(),
        LIMIT,
        () -> instance().filter(status -> isApplied(status, revision)).isPresent());
  }

  private static boolean isApplied(InstanceStatus status, long revision) {
    return status.live()
        && status.report().state() == InstanceState.APPLIED
        && status.report().appliedRevision() == revision;
  }

  /** The only instance, if it has ever registered. */
  Optional<InstanceStatus> instance() throws InterruptedException {
    return store.instances().instances(PROJECT).stream().findFirst();
  }

  @Override
  public void close() {
    store.close();
    server.close();
  }
}

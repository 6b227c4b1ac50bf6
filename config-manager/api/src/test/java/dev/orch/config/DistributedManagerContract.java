package dev.orch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.model.InvalidInputException;
import dev.orch.model.OrchException;
import dev.orch.model.Problem;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.Endpoints;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.instance.Labels;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.StoreProvider;
import dev.orch.testing.Await;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a distributed manager promises, on whatever store. */
abstract class DistributedManagerContract {
  @TempDir Path directory;

  private final List<ConfigurationManager> opened = new ArrayList<>();
  private StoreFixture fixture;
  private TestProject project;
  private Path home;

  abstract StoreFixture open() throws Exception;

  @BeforeEach
  void start() throws Exception {
    fixture = open();
    project = new TestProject(fixture.store());
    home = directory.resolve("home");
  }

  @AfterEach
  void stop() throws Exception {
    opened.forEach(ConfigurationManager::close);
    fixture.close();
  }

  private ConfigurationManagerBuilder builder() {
    return ConfigurationFactory.builder("file-mgr")
        .project("weather")
        .home(home)
        .instance("test-1")
        .storeProvider(fixture.provider())
        .store(fixture.settings());
  }

  private ConfigurationManager manager(String... propertiesFiles) {
    return opened(builder().propertiesFiles(Stream.of(propertiesFiles).map(Path::of).toList()));
  }

  private ConfigurationManager opened(ConfigurationManagerBuilder builder) {
    ConfigurationManager manager = builder.distributed();
    opened.add(manager);
    return manager;
  }

  @Test
  void loadsWhatIsPublishedAndKeepsItOnDisk() throws Exception {
    byte[] binary = new byte[4096];
    for (int i = 0; i < binary.length; i++) {
      binary[i] = (byte) i;
    }
    project.publish(
        Trees.builder()
            .file("etc/b.properties", "x = b\r\n")
            .file("etc/a.properties", "x = a\ny = a\n")
            .file("data/binary", binary)
            .build());

    Configuration configuration = manager().loadConfiguration();

    assertThat(configuration.revision()).hasValue(1);
    assertThat(configuration.warning()).isEmpty();
    assertThat(configuration.files())
        .containsExactly("data/binary", "etc/a.properties", "etc/b.properties");
    assertThat(configuration.properties().getString("x")).as("in order of path").isEqualTo("b");
    assertThat(configuration.properties().getString("y")).isEqualTo("a");
    assertThat(configuration.properties("etc/a.properties").getString("x")).isEqualTo("a");
    assertThat(configuration.bytes("data/binary")).isEqualTo(binary);
    assertThat(configuration.path("data/binary")).isEqualTo(home.resolve("data/binary"));
    assertThat(configuration.path("data/binary")).hasBinaryContent(binary);
    assertThatThrownBy(() -> configuration.bytes("none"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("revision 1 has no file \"none\"");
  }

  @Test
  void namedFilesAreMergedInTheOrderNamed() throws Exception {
    project.publish(
        Trees.of("a.properties", "x=a", "b.conf", "x=b", "c.properties", "x=c\nonly=c"));

    Configuration configuration = manager("b.conf", "a.properties").loadConfiguration();

    assertThat(configuration.properties().toMap()).isEqualTo(Map.of("x", "a"));
    assertThat(configuration.properties("b.conf").getString("x")).isEqualTo("b");
    assertThat(configuration.properties("c.properties").getString("only")).isEqualTo("c");
  }

  @Test
  void everyNamedFileThatIsMissingOrMalformedIsToldAtOnce() throws Exception {
    project.publish(Trees.of("a.properties", "x=\\u00", "b.properties", "x=b"));

    InvalidInputException refused =
        catchThrowableOfType(
            InvalidInputException.class,
            () -> manager("a.properties", "b.properties", "c.properties").loadConfiguration());

    assertThat(refused.problems())
        .extracting(Problem::where)
        .containsExactly("a.properties", "c.properties");
  }

  @Test
  void aListenerIsToldOnceOfEachRevisionWithWhatChanged() throws Exception {
    project.publish(Trees.of("a.properties", "x=1\ny=1", "b.xml", "<b/>"));
    ConfigurationManager manager = manager();
    manager.loadConfiguration();
    RecordingListener listener = new RecordingListener();
    manager.addListener(listener);

    project.publish(Trees.of("a.properties", "x=2\ny=1", "c.xml", "<c/>"));
    ConfigurationChange second = listener.nextChange();
    manager.loadConfiguration();
    project.publish(Trees.of("a.properties", "x=3\ny=1", "c.xml", "<c/>"));
    listener.changeTo(3);
    manager.loadConfiguration();
    manager.loadConfiguration();

    assertThat(second.before().revision()).hasValue(1);
    assertThat(second.after().revision()).hasValue(2);
    assertThat(second.added()).containsExactly("c.xml");
    assertThat(second.modified()).containsExactly("a.properties");
    assertThat(second.deleted()).containsExactly("b.xml");
    assertThat(second.properties()).containsExactly("x");
    assertThat(listener.revisions()).containsExactly(2L, 3L);
    assertThat(home.resolve("b.xml")).as("defect 4: deletions arrive").doesNotExist();
  }

  @Test
  void aListenerHearsOfTheRevisionsThatItSeesInOrderAndEndsWithTheLast() throws Exception {
    ConfigurationManager manager = manager();
    RecordingListener listener = new RecordingListener();
    manager.addListener(listener);

    long last = 0;
    for (int i = 0; i < 20; i++) {
      last = project.publish(Trees.of("a.properties", "x=" + i));
    }
    listener.changeTo(last);
    manager.loadConfiguration();

    assertThat(listener.revisions()).doesNotHaveDuplicates().isSorted().endsWith(last);
  }

  @Test
  void aRevisionThatLeavesTheComponentAsItIsTellsNobody() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationManager manager = manager();
    manager.loadConfiguration();
    RecordingListener listener = new RecordingListener();
    manager.addListener(listener);

    project.publishBeside(Trees.of("a.properties", "x=1"), Trees.of("other", "1"));
    assertThat(manager.loadConfiguration().revision()).hasValue(2);
    project.publish(Trees.of("a.properties", "x=3"));
    listener.changeTo(3);

    assertThat(listener.revisions()).containsExactly(3L);
  }

  @Test
  void aListenerIsToldOnceAcrossReconnects() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationManager manager = manager();
    RecordingListener listener = new RecordingListener();
    manager.addListener(listener);
    manager.loadConfiguration();

    for (int i = 0; i < 2; i++) {
      fixture.goAway();
      fixture.comeBack();
      manager.loadConfiguration();
    }
    long second = project.publish(Trees.of("a.properties", "x=2"));
    listener.changeTo(second);
    manager.loadConfiguration();

    assertThat(listener.revisions()).containsExactly(1L, second);
  }

  /** Defect 10. */
  @Test
  void withoutTheStoreAnApplicationStartsOnTheCompleteHomeAndCatchesUp() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationManager first = manager();
    first.loadConfiguration();
    first.close();
    project.publish(Trees.of("a.properties", "x=2"));
    fixture.goAway();

    ConfigurationManager manager = manager();
    RecordingListener listener = new RecordingListener();
    manager.addListener(listener);
    Configuration old = manager.loadConfiguration();

    assertThat(old.revision()).hasValue(1);
    assertThat(old.properties().getInt("x")).isEqualTo(1);
    assertThat(old.warning()).isPresent();
    assertThat(manager.current()).hasValue(old);
    assertThat(listener.nextFailure()).isInstanceOf(StoreUnavailableException.class);

    fixture.comeBack();
    assertThat(listener.changeTo(2).before().revision()).hasValue(1);
    assertThat(manager.loadConfiguration().warning()).isEmpty();
  }

  @Test
  void whatTheHomeHoldsIsReadWhileTheStoreIsOpened() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    try (ConfigurationManager before = builder().distributed()) {
      before.loadConfiguration();
    }
    fixture.goAway();
    Path file = home.resolve("a.properties");
    StoreProvider slow =
        settings -> {
          awaitRead();
          replace(file, "x=2");
          return fixture.provider().open(settings);
        };

    Configuration configuration = opened(builder().storeProvider(slow)).loadConfiguration();

    assertThat(configuration.warning()).isPresent();
    assertThat(configuration.properties().getString("x")).isEqualTo("1");
  }

  private static void awaitRead() {
    Await.until(
        "the home is read",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("orch-config-read")));
  }

  private static void replace(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Defect 10. */
  @Test
  void withoutTheStoreAndWithoutACompleteHomeThereIsAClearErrorInTime() throws Exception {
    fixture.goAway();
    ConfigurationManager manager = manager();

    long before = System.nanoTime();
    assertThatThrownBy(manager::loadConfiguration).isInstanceOf(StoreUnavailableException.class);
    Duration took = Duration.ofNanos(System.nanoTime() - before);

    assertThat(took).isLessThan(fixture.settings().connectTimeout().plusSeconds(3));
    assertThat(manager.current()).isEmpty();
  }

  /** Defect 3. */
  @Test
  void aReloadThatFailsThrowsTellsAndIsTriedAgainByItself() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationManager manager = manager();
    Configuration first = manager.loadConfiguration();
    RecordingListener listener = new RecordingListener();
    manager.addListener(listener);

    Files.writeString(home.resolve("mine"), "not orch's", StandardCharsets.UTF_8);
    project.publish(Trees.of("a.properties", "x=2", "mine", "orch's"));
    OrchException told = listener.nextFailure();
    assertThatThrownBy(manager::loadConfiguration)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("revision 2")
        .hasMessageContaining("mine");

    assertThat(told).hasMessageContaining("mine");
    assertThat(listener.failuresLeft()).as("told once").isZero();
    Configuration current = manager.current().orElseThrow();
    assertThat(current.revision()).as("the last good one stays").isEqualTo(first.revision());
    assertThat(current.properties().toMap()).isEqualTo(first.properties().toMap());
    assertThat(home.resolve("mine")).hasContent("not orch's");

    Files.delete(home.resolve("mine"));
    assertThat(manager.loadConfiguration().properties().getInt("x")).isEqualTo(2);
    assertThat(listener.changeTo(2).modified()).containsExactly("a.properties");
  }

  /** Defect 3. */
  @Test
  void aReloadWithoutTheStoreThrowsAndItsReturnIsNoticed() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationManager manager = manager();
    manager.loadConfiguration();
    RecordingListener listener = new RecordingListener();
    manager.addListener(listener);
    fixture.goAway();

    assertThatThrownBy(manager::loadConfiguration).isInstanceOf(StoreUnavailableException.class);
    assertThat(listener.nextFailure()).isInstanceOf(StoreUnavailableException.class);
    assertThat(manager.current().orElseThrow().revision()).hasValue(1);

    fixture.comeBack();
    long second = project.publish(Trees.of("a.properties", "x=2"));
    listener.changeTo(second);
  }

  @Test
  void nothingPublishedIsSaidAndTheFirstRevisionNoticed() throws Exception {
    ConfigurationManager manager = manager();
    RecordingListener listener = new RecordingListener();
    manager.addListener(listener);

    assertThatThrownBy(manager::loadConfiguration)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("nothing is published for file-mgr in project weather");

    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationChange first = listener.nextChange();
    assertThat(first.before().files()).isEmpty();
    assertThat(first.added()).containsExactly("a.properties");
  }

  @Test
  void aComponentThatWasRemovedKeepsItsFilesAndSaysSo() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationManager manager = manager();
    manager.loadConfiguration();
    project.publish("other", Trees.of("b", "b"));

    assertThatThrownBy(manager::loadConfiguration)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("file-mgr is not in project weather any more");
    assertThat(home.resolve("a.properties")).hasContent("x=1");

    project.clear();
    assertThatThrownBy(manager::loadConfiguration).hasMessageContaining("was cleared");
    assertThat(home.resolve("a.properties")).hasContent("x=1");
  }

  @Test
  void aSecondManagerOfTheSameHomeFollowsTheFirst() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationManager owner = manager();
    ConfigurationManager follower = opened(builder().instance("test-2"));
    RecordingListener listener = new RecordingListener();
    follower.addListener(listener);

    owner.loadConfiguration();
    assertThat(follower.loadConfiguration().revision()).hasValue(1);
    listener.changeTo(1);
    long second = project.publish(Trees.of("a.properties", "x=2"));
    listener.changeTo(second);

    assertThat(follower.loadConfiguration().properties().getInt("x")).isEqualTo(2);
    assertThat(listener.revisions()).containsExactly(1L, second);
    assertThat(follower.instances()).extracting(status -> status.id().value()).contains("test-1");
  }

  @Test
  void theInstancesOfTheComponentAndWhoIsLiveAreKnown() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationManager first = manager();
    first.loadConfiguration();
    ConfigurationManager second =
        opened(builder().instance("test-2").home(directory.resolve("home-2")));
    second.loadConfiguration();

    Await.until(
        "both report what they run",
        () ->
            first.instances().stream()
                    .filter(status -> status.report().appliedRevision() == 1)
                    .count()
                == 2);
    assertThat(first.instances()).hasSize(2).allMatch(InstanceStatus::live);

    second.close();
    assertThat(first.instances())
        .filteredOn(status -> status.id().value().equals("test-2"))
        .singleElement()
        .matches(status -> !status.live(), "seen as dead");
  }

  @Test
  void whatItIsToldToSayOfItselfIsReported() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    Labels labels = Labels.parse(List.of("rack=a"));
    Endpoints endpoints = Endpoints.parse(List.of("rpc=node-1:9000"));
    ConfigurationManager manager = opened(builder().labels(labels).endpoints(endpoints));
    manager.loadConfiguration();

    Await.until("it is registered", () -> !manager.instances().isEmpty());
    assertThat(manager.instances().get(0).report().announced())
        .isEqualTo(new Announcement(labels, endpoints));
  }

  @Test
  void whoJoinsAndLeavesAnotherComponentIsToldAlsoAfterTheStoreWasAway() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationManager client =
        opened(
            ConfigurationFactory.builder("client")
                .project("weather")
                .home(directory.resolve("client"))
                .instance("client-1")
                .storeProvider(fixture.provider())
                .store(fixture.settings()));
    BlockingQueue<InstancesChange> told = new LinkedBlockingQueue<>();
    client.watchInstances("file-mgr", told::add);
    assertThat(next(told, change -> true).now()).as("nobody yet").isEmpty();

    Endpoints endpoints = Endpoints.parse(List.of("rpc=node-1:9000"));
    ConfigurationManager server = opened(builder().endpoints(endpoints));
    server.loadConfiguration();
    InstancesChange joined = next(told, change -> !change.joined().isEmpty());
    assertThat(joined.joined().get(0).report().endpoints()).isEqualTo(endpoints);
    if (joined.now().get(0).report().appliedRevision() != 1) {
      next(told, change -> change.now().get(0).report().appliedRevision() == 1);
    }
    assertThat(client.instances("file-mgr")).hasSize(1);

    fixture.goAway();
    fixture.comeBack();
    long second = project.publish(Trees.of("a.properties", "x=2"));
    InstancesChange changed =
        next(told, it -> it.now().get(0).report().appliedRevision() == second);
    assertThat(changed.changed()).isEqualTo(changed.now());
    assertThat(changed.left()).isEmpty();

    server.close();
    assertThat(next(told, change -> change.now().isEmpty()).left()).hasSize(1);
  }

  private static InstancesChange next(
      BlockingQueue<InstancesChange> told, Predicate<InstancesChange> wanted) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      InstancesChange change = told.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(change).as("told in time").isNotNull();
      if (wanted.test(change)) {
        return change;
      }
    }
  }

  @Test
  void aListenerThatHasEndedIsToldNothing() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationManager manager = manager();
    manager.loadConfiguration();
    BlockingQueue<InstancesChange> told = new LinkedBlockingQueue<>();
    Subscription first = manager.watchInstances("file-mgr", told::add);
    next(told, change -> !change.now().isEmpty());
    first.close();
    told.clear();
    BlockingQueue<InstancesChange> later = new LinkedBlockingQueue<>();
    manager.watchInstances("file-mgr", later::add);
    long second = project.publish(Trees.of("a.properties", "x=2"));
    next(later, change -> change.now().get(0).report().appliedRevision() == second);
    assertThat(told).isEmpty();
  }

  /** Defect 13. */
  @Test
  void closingIsBoundedEndsEveryThreadAndGivesTheHomeBack() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationManager manager = manager();
    Configuration configuration = manager.loadConfiguration();
    ConfigurationManager follower = opened(builder());
    follower.loadConfiguration();

    long before = System.nanoTime();
    follower.close();
    manager.close();
    manager.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("orch-config") || name.startsWith("orch-reconcile"));
    assertThatThrownBy(manager::loadConfiguration)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(manager::instances).isInstanceOf(ConfigurationException.class);
    assertThat(configuration.properties().getInt("x")).isEqualTo(1);
    long second = project.publish(Trees.of("a.properties", "x=2"));
    assertThat(manager().loadConfiguration().revision()).as("owns it again").hasValue(second);
  }

  @Test
  void closingWithoutTheStoreIsBoundedToo() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    ConfigurationManager manager = manager();
    manager.loadConfiguration();
    fixture.goAway();

    long before = System.nanoTime();
    manager.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void exportedPropertiesFollowTheRevisionAndGoWithTheManager() throws Exception {
    String key = "test.exported." + System.nanoTime();
    project.publish(Trees.of("a.properties", key + "=1\n" + key + ".gone=1"));
    ConfigurationManager manager = opened(builder().exportProperties(true));
    manager.loadConfiguration();
    assertThat(System.getProperty(key)).isEqualTo("1");
    assertThat(System.getProperty(key + ".gone")).isEqualTo("1");

    project.publish(Trees.of("a.properties", key + "=2"));
    manager.loadConfiguration();
    assertThat(System.getProperty(key)).isEqualTo("2");
    assertThat(System.getProperty(key + ".gone")).isNull();

    manager.close();
    assertThat(System.getProperty(key)).isNull();
  }

  @Test
  void aHomeThatCannotBeMadeIsAClearError() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> builder().home(file.resolve("home")).distributed())
        .isInstanceOf(OrchException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aHomeInsideAnotherIsRefusedNotFollowed() throws Exception {
    project.publish(Trees.of("a.properties", "x=1"));
    manager().loadConfiguration();

    assertThatThrownBy(() -> builder().home(home.resolve("inner")).distributed())
        .isInstanceOf(OrchException.class)
        .hasMessageContaining(home.toString());
  }
}

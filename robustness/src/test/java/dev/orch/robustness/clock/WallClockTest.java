package dev.orch.robustness.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.Agent;
import dev.orch.cli.Main;
import dev.orch.config.ConfigurationFactory;
import dev.orch.engine.Reconciler;
import dev.orch.metrics.MetricsServer;
import dev.orch.model.ProjectName;
import dev.orch.oozie.agent.OozieAgent;
import dev.orch.oozie.deploy.JobDeployer;
import dev.orch.publisher.Publisher;
import dev.orch.zookeeper.ZooKeeperStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who asks what time it is. Waits, limits, retries, paces and locks go by the monotonic clock; the
 * wall clock, which an operator or a time server may set by a year, is handed from where a program
 * is put together to those who write a date for people to read. All classes are looked through, so
 * that a new use of it comes to light here.
 */
class WallClockTest {
  private static final List<Class<?>> MODULES =
      List.of(
          ProjectName.class,
          Reconciler.class,
          ZooKeeperStore.class,
          ConfigurationFactory.class,
          Publisher.class,
          Agent.class,
          JobDeployer.class,
          OozieAgent.class,
          MetricsServer.class,
          Main.class);

  /** Where programs are put together; each hands on a {@link Clock}, and none looks at it. */
  private static final Set<String> HAND_ON =
      Set.of(
          "dev/orch/agent/AgentParts",
          "dev/orch/cli/agent/ApplyCommand",
          "dev/orch/cli/doctor/DoctorCommand",
          "dev/orch/cli/fleet/StatusCommand",
          "dev/orch/cli/metrics/ExporterCommand",
          "dev/orch/cli/oozie/JobsApply",
          "dev/orch/cli/oozie/PlannedJobs",
          "dev/orch/cli/oozie/ResubmitCommand",
          "dev/orch/cli/publish/PlanCommand",
          "dev/orch/cli/publish/TreeCache",
          "dev/orch/cli/quickstart/QuickstartCommand",
          "dev/orch/config/EngineFeed",
          "dev/orch/engine/standby/StandbyAgent",
          "dev/orch/oozie/agent/OozieAgent",
          "dev/orch/zookeeper/ZooKeeperStore");

  /**
   * Each writes a date for people, reads one from them ("now"), or compares a server's clock with
   * ours for them; the stat cache compares the times of a local file system, which are of the same
   * clock. The last two look at jobs: limits that outlive a process (a clock that is set back or on
   * makes a drain longer or gives it up, and what ran runs on), and whether a job that has made no
   * run is still to begin.
   */
  private static final Set<String> LOOK =
      Set.of(
          "dev/orch/engine/Applier",
          "dev/orch/engine/report/InstanceReporter",
          "dev/orch/zookeeper/write/ZooKeeperWriteSession",
          "dev/orch/cli/fleet/LiveView",
          "dev/orch/cli/oozie/ResubmitCommand",
          "dev/orch/cli/publish/PlanFile",
          "dev/orch/cli/quickstart/OozieTour",
          "dev/orch/metrics/store/Differences",
          "dev/orch/publisher/statcache/StatCache",
          "dev/orch/zookeeper/connection/ServerCheckup",
          "dev/orch/oozie/deploy/JobDeployer",
          "dev/orch/oozie/deploy/JobWork");

  @Test
  void nobodyReadsTheWallClockButThoseWhoWriteADate() throws Exception {
    SortedMap<String, Set<String>> calls = new TreeMap<>();
    for (Class<?> module : MODULES) {
      calls.putAll(callsOfModuleOf(module));
    }
    assertThat(calls).as("classes looked through").hasSizeGreaterThan(300);

    assertThat(callers(calls, WallClockTest::readsTheSystems)).isEmpty();
    assertThat(callers(calls, call -> call.startsWith("java/time/Clock.system")))
        .isEqualTo(new TreeSet<>(HAND_ON));
    assertThat(callers(calls, WallClockTest::looksAtAClock)).isEqualTo(new TreeSet<>(LOOK));
  }

  @Test
  void aClassThatReadsTheWallClockIsSeen() throws Exception {
    assertThat(Offender.now()).isPositive();
    assertThat(callsOf(Offender.class)).anyMatch(WallClockTest::readsTheSystems);
  }

  private static final class Offender {
    static long now() {
      return System.currentTimeMillis();
    }
  }

  private static boolean readsTheSystems(String call) {
    return call.startsWith("java/lang/System.currentTimeMillis")
        || call.startsWith("java/util/Date.<init>()")
        || call.startsWith("java/util/Calendar.getInstance")
        || (call.startsWith("java/time/") && call.contains(".now(") && !takesAClock(call))
        || call.startsWith("java/util/concurrent/locks/Condition.awaitUntil")
        || call.startsWith("java/util/concurrent/locks/LockSupport.parkUntil");
  }

  private static boolean looksAtAClock(String call) {
    return call.startsWith("java/time/Clock.instant")
        || call.startsWith("java/time/Clock.millis")
        || (call.startsWith("java/time/") && call.contains(".now(") && takesAClock(call));
  }

  private static boolean takesAClock(String call) {
    return call.contains("(Ljava/time/Clock;)");
  }

  private interface Wanted {
    boolean is(String call);
  }

  private static Set<String> callers(Map<String, Set<String>> calls, Wanted wanted) {
    Set<String> callers = new TreeSet<>();
    calls.forEach(
        (name, called) -> {
          if (called.stream().anyMatch(wanted::is)) {
            callers.add(name);
          }
        });
    return callers;
  }

  private static Set<String> callsOf(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      assertThat(in).isNotNull();
      return in == null ? Set.of() : CalledMethods.of(in);
    }
  }

  /** Calls by class, of a directory of classes or a jar. */
  private static Map<String, Set<String>> callsOfModuleOf(Class<?> type) throws Exception {
    Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return callsBelow(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
      return callsBelow(jar.getPath("/"));
    }
  }

  private static Map<String, Set<String>> callsBelow(Path root) throws IOException {
    Map<String, Set<String>> calls = new TreeMap<>();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(file -> file.toString().endsWith(".class")).forEach(files::add);
    }
    for (Path file : files) {
      String name = root.relativize(file).toString().replaceAll("(\\$.*)?\\.class$", "");
      try (InputStream in = Files.newInputStream(file)) {
        calls.computeIfAbsent(name, n -> new TreeSet<>()).addAll(CalledMethods.of(in));
      }
    }
    return calls;
  }
}

package dev.orch.benchmarks.rows;

import dev.orch.benchmarks.harness.Bench;
import dev.orch.benchmarks.harness.Contest;
import dev.orch.benchmarks.servers.WorkerProcess;
import java.io.IOException;
import java.util.Optional;

/** An application that Spring Cloud Zookeeper gives its properties, and tells of changes. */
final class SpringCloud {
  static final String NAME = "Spring Cloud Zookeeper";
  private static final String MAIN = "dev.orch.benchmarks.peers.springcloud.SpringCloudPeer";

  private final WorkerProcess driver;

  private SpringCloud(WorkerProcess driver) {
    this.driver = driver;
  }

  /** Starts the driver, which ends with the contest, or says why not. */
  static Optional<SpringCloud> start(Contest contest, Bench bench, String connectString)
      throws IOException {
    Optional<WorkerProcess> driver = Peers.driver(contest, bench, NAME, "springcloud", MAIN);
    if (driver.isEmpty()) {
      return Optional.empty();
    }
    driver.get().ask("connect " + connectString);
    return Optional.of(new SpringCloud(driver.get()));
  }

  /** Starts the application, with so many properties. */
  void watch(int properties) throws IOException {
    driver.ask("watch " + properties);
  }

  /** Milliseconds from before one is written until the application's environment has it. */
  double change(String value) throws IOException {
    return Double.parseDouble(driver.ask("change " + value));
  }
}

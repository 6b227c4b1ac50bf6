package dev.orch.benchmarks.fleet;

import dev.orch.benchmarks.servers.JavaCommand;
import dev.orch.benchmarks.servers.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Many agents or plain clients, spread over a few processes. */
public final class Fleet implements AutoCloseable {
  private static final int MOST_A_PROCESS = 500;
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx1500m",
          "-Xss256k",
          "-XX:+UseSerialGC",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

  private final List<WorkerProcess> processes = new ArrayList<>();
  private final int size;

  private Fleet(int size) {
    this.size = size;
  }

  /** Agents of a component, each with a home below {@code homes}; none is started yet. */
  public static Fleet agents(
      int size, String connect, String project, String component, Path homes, Path log)
      throws IOException {
    return launch(size, log, List.of("agents", connect, project, component, homes.toString()));
  }

  /** Plain clients that watch a node; none is started yet. */
  public static Fleet watchers(int size, String connect, String path, Path log) throws IOException {
    return launch(size, log, List.of("watchers", connect, path));
  }

  /** Plain clients that read nodes and write files; none is started yet. */
  public static Fleet downloads(
      int size, String connect, String parent, int nodes, Path homes, Path log) throws IOException {
    return launch(
        size,
        log,
        List.of("downloads", connect, parent, Integer.toString(nodes), homes.toString()));
  }

  private static Fleet launch(int size, Path log, List<String> arguments) throws IOException {
    Fleet fleet = new Fleet(size);
    for (int first = 0; first < size; first += MOST_A_PROCESS) {
      fleet.processes.add(
          WorkerProcess.start(
              OPTIONS,
              JavaCommand.ownClassPath(),
              FleetWorker.class.getName(),
              arguments,
              log.resolveSibling(log.getFileName() + "-" + first)));
    }
    return fleet;
  }

  /** The line of {@code component.yaml} that lets agents tell when their files are in place. */
  public static String componentYaml() {
    return "trigger: " + Agents.TRIGGER + "\n";
  }

  /**
   * Starts all and waits until each is up to date.
   *
   * @param together how many at a time in each process
   */
  public void start(int together) throws IOException {
    int share = (size + processes.size() - 1) / processes.size();
    for (int i = 0; i < processes.size(); i++) {
      int first = i * share;
      processes
          .get(i)
          .tell("start " + first + " " + Math.min(share, size - first) + " " + together);
    }
    for (WorkerProcess process : processes) {
      process.answer();
    }
  }

  /** When each came to a version of the node, or to a revision, in microseconds since 1970. */
  public List<Long> arrivals(long version) throws IOException {
    for (WorkerProcess process : processes) {
      process.tell("await " + version);
    }
    List<Long> micros = new ArrayList<>();
    for (WorkerProcess process : processes) {
      String answer = process.answer();
      for (String word : answer.split(" ", -1)) {
        micros.add(Long.parseLong(word));
      }
    }
    return micros;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (WorkerProcess process : processes) {
      process.close();
    }
  }
}

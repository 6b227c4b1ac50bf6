package dev.orch.benchmarks.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.benchmarks.servers.NodeNames;
import dev.orch.model.ComponentName;
import dev.orch.model.ProjectName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Holds many agents or plain clients, and does as it is told on its standard input: {@code start
 * FIRST COUNT THREADS} starts some, so many at a time; {@code await VERSION} answers with when each
 * came to it, in microseconds since 1970. Its arguments say what they are: {@code agents CONNECT
 * PROJECT COMPONENT HOMES}, {@code watchers CONNECT PATH} or {@code downloads CONNECT PARENT COUNT
 * HOMES}.
 */
public final class FleetWorker {
  private FleetWorker() {}

  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    try (Members members = members(args);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      int started = 0;
      String line;
      while ((line = input.readLine()) != null) {
        String[] words = line.split(" ", -1);
        try {
          if (words[0].equals("start")) {
            int count = Integer.parseInt(words[2]);
            start(members, Integer.parseInt(words[1]), count, Integer.parseInt(words[3]));
            started += count;
            answers.println("OK");
          } else {
            answers.println("OK " + await(members, Long.parseLong(words[1]), started));
          }
        } catch (IOException e) {
          answers.println("FAILED " + e);
        }
      }
    }
    // Clients of ZooKeeper may have left threads behind.
    System.exit(0);
  }

  private static Members members(String[] args) {
    Arrivals arrivals = new Arrivals(Clock.systemUTC());
    return switch (args[0]) {
      case "agents" ->
          new Agents(
              args[1],
              new ProjectName(args[2]),
              new ComponentName(args[3]),
              Path.of(args[4]),
              arrivals);
      case "watchers" -> new Watchers(args[1], args[2], arrivals);
      case "downloads" ->
          new Downloads(
              args[1],
              NodeNames.below(args[2], Integer.parseInt(args[3])),
              Path.of(args[4]),
              arrivals);
      default ->
          throw new IllegalArgumentException(
              "expected agents, watchers or downloads, found " + args[0]);
    };
  }

  private static String await(Members members, long version, int count)
      throws IOException, InterruptedException {
    return members.await(version, count).stream()
        .map(micros -> Long.toString(micros))
        .collect(Collectors.joining(" "));
  }

  private static void start(Members members, int first, int count, int threads) throws Exception {
    Together.run(threads, IntStream.range(first, first + count).boxed().toList(), members::start);
  }
}

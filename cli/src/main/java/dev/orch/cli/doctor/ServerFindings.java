package dev.orch.cli.doctor;

import dev.orch.cli.invocation.ExitCode;
import dev.orch.zookeeper.connection.ServerHealth;
import dev.orch.zookeeper.connection.ServerHealth.Answering;
import dev.orch.zookeeper.connection.ServerHealth.Silent;
import dev.orch.zookeeper.connection.ServerHealth.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What there is to say of the servers. */
final class ServerFindings {
  private static final String ZOOKEEPER = "zookeeper";
  private static final Duration SLOW = Duration.ofMillis(100);
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  private ServerFindings() {}

  static List<Finding> of(List<ServerHealth> servers) {
    List<Finding> findings = new ArrayList<>();
    for (ServerHealth health : servers) {
      if (health instanceof Silent silent) {
        findings.add(
            Finding.problem(
                ZOOKEEPER,
                silent.reason(),
                "Start this server, or mend the way to it; orch works as long as most of the"
                    + " ensemble does.",
                ExitCode.UNREACHABLE));
      } else if (health instanceof Answering answering) {
        findings.addAll(of(answering));
      }
    }
    return findings;
  }

  private static List<Finding> of(Answering server) {
    List<Finding> findings = new ArrayList<>();
    server.troubles().forEach(trouble -> findings.add(of(server.server(), trouble)));
    String time =
        String.format(Locale.ROOT, "%.1f ms a read", server.latency().toNanos() / 1_000_000.0);
    if (server.latency().compareTo(SLOW) > 0) {
      findings.add(
          Finding.warning(
              ZOOKEEPER,
              server.server() + ": slow, " + time,
              "Look at its load and disk, and at the network between."));
    } else if (findings.isEmpty()) {
      findings.add(Finding.ok(ZOOKEEPER, server.server() + ": reads and writes, " + time));
    }
    findings.add(clock(server));
    return findings;
  }

  private static Finding of(String server, Trouble trouble) {
    String at = server + ": ";
    return switch (trouble.kind()) {
      case TOO_OLD ->
          Finding.problem(
              ZOOKEEPER,
              at + "older than ZooKeeper 3.6, its transactions cannot read",
              "Upgrade it to 3.6 or later.",
              ExitCode.REFUSED);
      case NOT_READABLE ->
          Finding.problem(
              ZOOKEEPER,
              at + "this client may not read " + trouble.place(),
              "Let whoever owns that znode give read to this user: setAcl in zkCli.sh.",
              ExitCode.REFUSED);
      case NOT_WRITABLE ->
          Finding.problem(
              ZOOKEEPER,
              at + "this client may not make znodes below " + trouble.place(),
              "Let whoever owns that znode give create to this user: setAcl in zkCli.sh.",
              ExitCode.REFUSED);
      case SMALL_REQUESTS_ONLY ->
          Finding.problem(
              ZOOKEEPER,
              at + "takes no request of 256 KiB",
              "Take away jute.maxbuffer from the server's Java options, or raise it to its default,"
                  + " 1048575; likewise in ORCH_JAVA_OPTS.",
              ExitCode.REFUSED);
      case LOST ->
          Finding.problem(
              ZOOKEEPER,
              at + "gave a session and then no answer",
              "Look at its log: it may have lost the others of its ensemble.",
              ExitCode.UNREACHABLE);
    };
  }

  private static Finding clock(Answering server) {
    Duration ahead = server.clockAhead();
    String found =
        server.server()
            + ": "
            + ahead.abs().toMillis()
            + " ms "
            + (ahead.isNegative() ? "behind" : "ahead of")
            + " this machine";
    return ahead.abs().compareTo(CLOCK_TOLERANCE) > 0
        ? Finding.warning(
            "clock",
            found,
            "Set the clocks by NTP. orch decides nothing by them, but the times that it shows"
                + " mislead.")
        : Finding.ok("clock", found);
  }
}

package dev.orch.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.doctor.Finding.Verdict;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.zookeeper.connection.ServerHealth;
import dev.orch.zookeeper.connection.ServerHealth.Answering;
import dev.orch.zookeeper.connection.ServerHealth.Silent;
import dev.orch.zookeeper.connection.ServerHealth.Trouble;
import dev.orch.zookeeper.connection.ServerHealth.Trouble.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServerFindingsTest {
  private static final String SERVER = "zk1:2181";

  @ParameterizedTest
  @CsvSource({
    "100,     0, OK,      OK",
    "101,     0, WARNING, OK",
    "  1,  5000, OK,      OK",
    "  1,  5001, OK,      WARNING",
    "  1, -5001, OK,      WARNING"
  })
  void warnsOfSlowServersAndOfClocksThatAreApart(
      long latency, long ahead, Verdict server, Verdict clock) {
    List<Finding> findings =
        of(new Answering(SERVER, Duration.ofMillis(latency), Duration.ofMillis(ahead), List.of()));
    assertThat(findings).extracting(Finding::verdict).containsExactly(server, clock);
    assertThat(findings).allMatch(it -> it.found().startsWith(SERVER));
    assertThat(findings).allMatch(it -> it.advice().isEmpty() == (it.verdict() == Verdict.OK));
    assertThat(findings).extracting(Finding::code).containsOnly(ExitCode.OK);
    assertThat(findings.get(1).found()).contains(ahead < 0 ? "behind" : "ahead of");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyTroubleIsAProblemWithWhatToDo(Kind kind) {
    Finding found =
        of(new Answering(
                SERVER,
                Duration.ofMillis(1),
                Duration.ZERO,
                List.of(new Trouble(kind, "/orch/projects"))))
            .get(0);
    assertThat(found.verdict()).isEqualTo(Verdict.PROBLEM);
    assertThat(found.found()).startsWith(SERVER);
    assertThat(found.advice()).isNotEmpty();
    assertThat(found.code()).isEqualTo(kind == Kind.LOST ? ExitCode.UNREACHABLE : ExitCode.REFUSED);
  }

  @Test
  void aServerThatGivesNoSessionIsOutOfReach() {
    assertThat(of(new Silent(SERVER, SERVER + " (no route)")))
        .extracting(Finding::code)
        .containsExactly(ExitCode.UNREACHABLE);
  }

  private static List<Finding> of(ServerHealth health) {
    return ServerFindings.of(List.of(health));
  }
}

package dev.orch.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostNameTest {
  @TempDir private Path directory;

  @Test
  void theKernelKnowsBetterThanTheEnvironment() throws IOException {
    Path file = Files.writeString(directory.resolve("hostname"), "node-1\n");
    List<Path> files = List.of(directory.resolve("missing"), file);
    assertThat(HostName.find(files, Map.of("HOSTNAME", "old"))).isEqualTo("node-1");
    assertThat(HostName.find(List.of(), Map.of("HOSTNAME", "node-2"))).isEqualTo("node-2");
    assertThat(HostName.find(List.of(), Map.of())).isEqualTo("localhost");
  }

  @ParameterizedTest
  @CsvSource({
    "node-1.example.org, node-1.example.org",
    "Jane's Mac, Jane-s-Mac",
    "_x, x",
    "ü, localhost"
  })
  void anIdIsMadeOfAnyName(String host, String id) {
    assertThat(HostName.asInstanceId(host).value()).isEqualTo(id);
  }
}

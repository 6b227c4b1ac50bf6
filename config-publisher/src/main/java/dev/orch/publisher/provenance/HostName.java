package dev.orch.publisher.provenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The name of a machine as the machine itself has it. Never asks a name server: a host whose name
 * does not resolve costs ten seconds there.
 */
final class HostName {
  private static final List<Path> FILES =
      List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname"));
  private static final int MAX_LENGTH = 255;

  private HostName() {}

  static String ofThisMachine() {
    return find(System.getenv(), FILES);
  }

  static String find(Map<String, String> environment, List<Path> files) {
    return Optional.ofNullable(environment.get("HOSTNAME"))
        .or(() -> Optional.ofNullable(environment.get("COMPUTERNAME")))
        .flatMap(HostName::plausible)
        .or(() -> files.stream().flatMap(file -> firstLine(file).stream()).findFirst())
        .orElse("localhost");
  }

  private static Optional<String> firstLine(Path file) {
    try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.findFirst().flatMap(HostName::plausible);
    } catch (IOException | UncheckedIOException e) {
      // The next place may know it.
      return Optional.empty();
    }
  }

  private static Optional<String> plausible(String name) {
    String stripped = name.strip();
    boolean sound =
        !stripped.isEmpty()
            && stripped.length() <= MAX_LENGTH
            && stripped.chars().allMatch(c -> c > ' ' && c < 0x7F);
    return sound ? Optional.of(stripped) : Optional.empty();
  }
}

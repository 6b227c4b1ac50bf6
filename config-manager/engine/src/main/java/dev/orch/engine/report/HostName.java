package dev.orch.engine.report;

import dev.orch.model.InstanceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** This node's name as the node itself has it; no name server is asked, which can cost seconds. */
public final class HostName {
  private static final List<Path> FILES =
      List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname"));
  private static final List<String> VARIABLES = List.of("HOSTNAME", "COMPUTERNAME");
  private static final String UNKNOWN = "localhost";
  private static final int MAX_ID = 128;

  private HostName() {}

  /** Of this node; {@code localhost} if it has none. */
  public static String ofThisNode() {
    return find(FILES, System.getenv());
  }

  static String find(List<Path> files, Map<String, String> environment) {
    for (Path file : files) {
      String text = read(file);
      if (!text.isEmpty()) {
        return text;
      }
    }
    for (String variable : VARIABLES) {
      String value = environment.get(variable);
      if (value != null) {
        return value.isBlank() ? UNKNOWN : value.strip();
      }
    }
    return UNKNOWN;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      // The next place may know it.
      return "";
    }
  }

  /** The id of an instance that was given none: the host's name, in letters that an id has. */
  public static InstanceId asInstanceId(String host) {
    String legal = host.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    return new InstanceId(
        legal.isEmpty() ? "localhost" : legal.substring(0, Math.min(MAX_ID, legal.length())));
  }
}

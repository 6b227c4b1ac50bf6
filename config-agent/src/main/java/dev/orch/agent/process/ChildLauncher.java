package dev.orch.agent.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts children so that none runs unrecorded, wherever the agent dies: a shell waits for a word
 * before it becomes the child, and gets it once its mark is recorded. Without the word it ends.
 */
final class ChildLauncher {
  /** The child then reads from /dev/null: nobody types into an agent. */
  private static final String GATE = "read -r go && [ \"$go\" = go ] && exec \"$@\" </dev/null";

  private final ProcessRecord record;
  private final ProcessBuilder.Redirect output;

  ChildLauncher(ProcessRecord record, ProcessBuilder.Redirect output) {
    this.record = record;
    this.output = output;
  }

  /**
   * Starts it.
   *
   * @throws IOException when it could not be started or recorded; it does not run then
   */
  Process launch(Launch launch) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GATE, "orch-child"));
    command.addAll(launch.command());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(launch.directory().toFile())
            .redirectOutput(output)
            .redirectError(output);
    launch.variables().forEach((name, value) -> builder.environment().put(name.variable(), value));
    Process process = builder.start();
    boolean through = false;
    // Closing the stream without the word ends the shell.
    try (OutputStream gate = process.getOutputStream()) {
      record.save(process);
      gate.write("go\n".getBytes(StandardCharsets.US_ASCII));
      through = true;
    } finally {
      if (!through) {
        process.destroyForcibly();
      }
    }
    return process;
  }
}

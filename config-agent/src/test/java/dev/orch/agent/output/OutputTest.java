package dev.orch.agent.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.output.OutputPart;
import dev.orch.model.output.OutputPlace;
import dev.orch.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputTest {
  @TempDir private Path directory;

  private void write(String file, byte[] bytes) throws IOException {
    Files.write(
        directory.resolve(file), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void write(String file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theCommandThatRanLastIsTold() throws Exception {
    CommandOutputs outputs = new CommandOutputs(directory, "a");
    assertThatThrownBy(() -> outputs.after(OutputPlace.NOTHING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no command was run yet");
    write("stop.log", "stopped\n");
    assertThat(outputs.after(OutputPlace.NOTHING).text()).isEqualTo("stopped\n");

    outputs.began("start");
    write("start.log", "one\n");
    OutputPart first = outputs.after(OutputPlace.NOTHING);
    assertThat(first.text()).isEqualTo("one\n");
    assertThat(outputs.after(first.end()).text()).isEmpty();
    write("start.log", "two\n");
    assertThat(outputs.after(first.end()).text()).isEqualTo("two\n");
  }

  @Test
  void anotherRunOfTheSameCommandIsToldFromItsBeginning() throws Exception {
    CommandOutputs outputs = new CommandOutputs(directory, "a");
    outputs.began("start");
    write("start.log", "one\n");
    OutputPart first = outputs.after(OutputPlace.NOTHING);
    Files.delete(directory.resolve("start.log"));
    outputs.began("start");
    write("start.log", "again, and longer\n");
    assertThat(outputs.after(first.end()).text()).isEqualTo("again, and longer\n");
  }

  @Test
  void onlyTheLastIsTold() throws Exception {
    CommandOutputs outputs = new CommandOutputs(directory, "a");
    outputs.began("start");
    write("start.log", "x".repeat(100_000) + "end");
    OutputPart part = outputs.after(OutputPlace.NOTHING);
    assertThat(part.text()).hasSize(OutputPart.MAX_BYTES).endsWith("xend");
    assertThat(part.end().length()).isEqualTo(100_003);
  }

  @Test
  void charactersAreToldWhole() throws Exception {
    CommandOutputs outputs = new CommandOutputs(directory, "a");
    outputs.began("start");
    byte[] umbrella = "☂".getBytes(StandardCharsets.UTF_8);
    write("start.log", "a");
    write("start.log", Arrays.copyOf(umbrella, 2));
    OutputPart first = outputs.after(OutputPlace.NOTHING);
    assertThat(first.text()).isEqualTo("a");
    write("start.log", Arrays.copyOfRange(umbrella, 2, 3));
    assertThat(outputs.after(first.end()).text()).isEqualTo("☂");

    write("start.log", "☂".repeat(30_000));
    assertThat(outputs.after(OutputPlace.NOTHING).text()).matches("☂+");
  }

  @Test
  void whatAChildWritesIsCutAndStillToldInOnePiece() throws Exception {
    Path file = directory.resolve("child.log");
    try (ChildOutput output = ChildOutput.start(file, "a")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      write("child.log", "y".repeat((int) ChildOutput.MAX_BYTES) + "before\n");
      OutputPart first = output.after(OutputPlace.NOTHING);
      assertThat(first.text()).endsWith("before\n");
      output.cutIfLong();
      assertThat(Files.size(file)).isZero();
      write("child.log", "after\n");
      assertThat(output.after(first.end()).text()).isEqualTo("after\n");
      assertThat(output.after(OutputPlace.NOTHING).text())
          .hasSize(OutputPart.MAX_BYTES)
          .endsWith("before\nafter\n");
    }
  }

  @Test
  void aChildIsKeptWritingWhenItsFileWasCut() throws Exception {
    Path file = directory.resolve("child.log");
    try (ChildOutput output = ChildOutput.start(file, "a")) {
      Process child =
          new ProcessBuilder("/bin/sh", "-c", "head -c 2000000 /dev/zero; read go; echo done")
              .redirectOutput(output.redirect())
              .start();
      Await.until("it has written", () -> Files.size(file) == 2_000_000);
      output.cutIfLong();
      child.getOutputStream().close();
      assertThat(child.waitFor()).isZero();
      assertThat(Files.readString(file)).isEqualTo("done\n");
    }
  }
}

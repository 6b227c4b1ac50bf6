package dev.orch.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  @TempDir Path dir;

  @Test
  void nestedAndDottedKeysAreTheSame() throws IOException {
    assertThat(SettingsFile.read(file("zk:\n  connect: a:2181\npublish.retention: 7\n")))
        .containsEntry("zk.connect", "a:2181")
        .containsEntry("publish.retention", "7")
        .hasSize(2);
  }

  @Test
  void aFileOfCommentsOrNoneSetsNothing() throws IOException {
    assertThat(SettingsFile.read(file("# zk:\n\n  # connect: x\n"))).isEmpty();
    assertThat(SettingsFile.read(dir.resolve("none"))).isEmpty();
  }

  @Test
  void everyWrongKeyIsListedWithASuggestion() throws IOException {
    Path file = file("zk:\n  conect: a:2181\n  session-timeout: [1]\nnonsense: 1\n");
    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.problems().toString())
                    .contains("did you mean zk.connect?", "session-timeout", "nonsense"));
  }

  @Test
  void brokenYamlNamesLineAndColumn() throws IOException {
    Path file = file("zk: {connect: a\n");
    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.problems().get(0).where()).matches(".*orch\\.yaml:\\d+:\\d+"));
  }

  @Test
  void aTagThatIsNoneIsRefusedByItsFile() throws IOException {
    Path file = file("zk: {connect: !-%1E a}\n");
    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.problems().get(0).where()).startsWith(file.toString()));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("orch.yaml"), text);
  }
}

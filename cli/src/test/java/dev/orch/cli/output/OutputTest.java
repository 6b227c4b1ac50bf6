package dev.orch.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table = Table.of("NAME", "FILES>", "NOTE").row("file-mgr", 7, "").row("a", 12_000, "é");
    assertThat(table.lines())
        .containsExactly(
            "NAME      FILES  NOTE", //
            "file-mgr      7",
            "a         12000  é");
    assertThatThrownBy(() -> table.row("too few")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textFromOutsideCannotSteerATerminal() {
    assertThat(Table.of("NAME").row("\u001b[2Jgone\n").lines())
        .containsExactly("NAME", "\"\\u001b[2Jgone\\n\"");
  }

  @Test
  void jsonKeepsTheOrderOfKeysAndWritesAbsentValues() {
    Output out = new Output(bytes, false);
    JsonWriter.list(
        out,
        List.of("a", "b"),
        (json, name) ->
            json.member("name", name)
                .member("note", (String) null)
                .texts("paths", List.of("x \"y\"", "ü😀")));
    out.flush();
    assertThat(bytes.toString(UTF_8))
        .isEqualTo(
            """
            [
              {
                "name" : "a",
                "note" : null,
                "paths" : [
                  "x \\"y\\"",
                  "ü😀"
                ]
              },
              {
                "name" : "b",
                "note" : null,
                "paths" : [
                  "x \\"y\\"",
                  "ü😀"
                ]
              }
            ]
            """);
  }
}

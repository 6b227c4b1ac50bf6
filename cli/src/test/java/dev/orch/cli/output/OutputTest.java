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
    assertThat(table.lines(0))
        .containsExactly(
            "NAME      FILES  NOTE", //
            "file-mgr      7",
            "a         12000  é");
    assertThatThrownBy(() -> table.row("too few")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void columnsThatMayBeAreCutWhereTheTerminalIsTooNarrow() {
    Table table =
        Table.of("N>", "WHY…", "WHO").row(1, "raise the pool 😀😀", "ada").row(2, "", "a");
    assertThat(table.lines(22))
        .containsExactly(
            "N  WHY             WHO", //
            "1  raise the poo…  ada",
            "2                  a");
    assertThat(table.lines(26)).isEqualTo(table.lines(0)).anyMatch(line -> line.contains("😀😀"));
    assertThat(table.lines(1)).contains("1  raise t…  ada");
    assertThat(Table.of("WHO…", "N", "WHY…").row("0123456789", 1, "0123456789abcdef").lines(25))
        .contains("0123456789  1  012345678…");
    assertThat(Table.of("WHY…").row("abc").lines(2)).containsExactly("WHY", "abc");
  }

  @Test
  void textFromOutsideCannotSteerATerminal() {
    assertThat(Table.of("NAME").row("\u001b[2Jgone\n").lines(0))
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

package dev.orch.publisher.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.Problem;
import dev.orch.model.component.FileKind;
import dev.orch.model.path.ConfigPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAndYamlCheckTest {
  private static List<String> problems(String file, String text) throws IOException {
    return problems(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String file, byte[] content) throws IOException {
    return ContentChecks.of(new ConfigPath(file), FileKind.CONFIGURATION)
        .orElseThrow()
        .check(file, new ByteArrayInputStream(content))
        .stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void whatIsNoJsonIsFoundWithLineAndColumn() throws IOException {
    assertThat(problems("a.json", "{\n  \"a\": 1,\n}\n"))
        .singleElement()
        .asString()
        .startsWith("a.json:3:1: malformed JSON: Unexpected character ('}'");
    assertThat(problems("a.json", "{\"a\": [1, 2}")).hasSize(1);
    assertThat(problems("a.json", "{\"a\": 1")).hasSize(1);
    assertThat(problems("a.json", ""))
        .containsExactly("a.json: malformed JSON: expected a value, found nothing");
    assertThat(problems("a.json", "{\"a\":1,\"b\":{\"a\":1},\"a\":2}"))
        .singleElement()
        .asString()
        .contains(":1:", "Duplicate field 'a'");
    assertThat(problems("a.json", new byte[] {'"', (byte) 0xff, '"'})).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "null", " [1, {\"a\": \"\\u00e4\"}] \n", "\uFEFF{\"a\":1}", "{}\n{}\n"})
  void jsonIsLetPass(String text) throws IOException {
    assertThat(problems("a.JSON", text)).isEmpty();
  }

  @Test
  void whatIsNoYamlIsFoundWithLineAndColumn() throws IOException {
    assertThat(problems("a.yaml", "a: 1\nb: [1, 2\nc: 3\n"))
        .singleElement()
        .asString()
        .matches("a\\.yaml:[34]:\\d+: malformed YAML: .*");
    assertThat(problems("a.yml", "a: 1\n\tb: 2\n")).hasSize(1);
    assertThat(problems("a.yml", "a: *nobody\n: :\n  - ]")).hasSize(1);
    assertThat(problems("a.yml", new byte[] {'a', ':', ' ', (byte) 0xff}))
        .containsExactly("a.yml: malformed YAML: expected UTF-8, found bytes that are not");
  }

  @Test
  void everyYamlKeyThatIsGivenTwiceIsFound() throws IOException {
    String text = "a: 1\nb:\n  c: {d: 1, 'd': 2}\n  a: 1\nb: 2\n---\na: {a: 1}\n- x\n";
    assertThat(problems("a.yaml", text.replace("- x\n", "")))
        .containsExactly(
            "a.yaml:3:13: key \"d\" is given twice, first in line 3",
            "a.yaml:5:1: key \"b\" is given twice, first in line 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "a: 1\n---\na: 2\n",
        "- {a: 1}\n- {a: 2}\n",
        "x: &x {a: 1}\ny: &y {b: 1}\nz: {<<: *x, <<: *y}\n",
        "? [a, b]\n: 1\n? [a, b]\n: 2\n",
        "a: !!java.lang.Runtime {x: 1}\nb: !vault |\n  x\n",
      })
  void yamlIsLetPass(String text) throws IOException {
    assertThat(problems("a.yml", text)).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadAnyMoreIsNotTakenForMalformed() {
    for (ContentCheck check : List.of(new JsonCheck(), new YamlCheck())) {
      assertThatThrownBy(() -> check.check("a", new Broken()))
          .isInstanceOf(IOException.class)
          .hasMessage("gone");
    }
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("gone");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      throw new IOException("gone");
    }
  }
}

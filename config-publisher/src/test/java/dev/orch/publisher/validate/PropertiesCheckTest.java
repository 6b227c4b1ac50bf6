package dev.orch.publisher.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PropertiesCheckTest {
  private static List<String> problems(String text) throws IOException {
    return new PropertiesCheck()
        .check("a.properties", new ByteArrayInputStream(bytes(text))).stream()
            .map(Problem::toString)
            .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aBadEscapeIsFoundWithLineAndColumn() throws IOException {
    assertThat(problems("a=1\r\nhome=C:\\users\\x\r\nb=\\u00e4\n"))
        .containsExactly(
            "a.properties:2:8: malformed properties: expected four hexadecimal digits after \\u");
  }

  @Test
  void everyBadEscapeIsFound() throws IOException {
    assertThat(problems("a=\\u12\nb=\\uzzzz\\u1\nc=\\u")).hasSize(4);
  }

  @Test
  void anythingElseIsProperties() throws IOException {
    assertThat(problems("# C:\\users in a comment\n! \\u1\n\\\\users=fine\na=\\u00e4\n\u00ff=x"))
        .isEmpty();
    assertThat(problems("")).isEmpty();
  }

  @Test
  void aContinuedLineIsNoComment() throws IOException {
    assertThat(problems("a=1\\\n  # \\u1\n")).hasSize(1);
    assertThat(problems("# a \\\n# \\u1\n")).isEmpty();
  }

  @Provide
  Arbitrary<String> nearlyProperties() {
    return Arbitraries.of(
            "\\u", "\\", "\\\n", "\\\r\n", "\n", "\r", "#", "!", "=", " ", "0", "aF", "g00", "ab12")
        .list()
        .ofMaxSize(10)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 20_000)
  void aProblemIsFoundWhereJavaWouldRefuseAndNowhereElse(@ForAll("nearlyProperties") String text)
      throws IOException {
    boolean refused = false;
    try {
      new Properties().load(new ByteArrayInputStream(bytes(text)));
    } catch (IllegalArgumentException e) {
      refused = true;
    }
    assertThat(problems(text).isEmpty()).as("%s", text).isEqualTo(!refused);
  }
}

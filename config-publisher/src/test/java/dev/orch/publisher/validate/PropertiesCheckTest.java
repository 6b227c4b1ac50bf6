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

  @Test
  void aKeyThatIsGivenTwiceIsFoundHoweverItIsWritten() throws IOException {
    assertThat(problems("# a=0\na=1\nb=2\n  a : 3\n\\u0061 4\n"))
        .containsExactly(
            "a.properties:4:3: key \"a\" is given twice, first in line 2",
            "a.properties:5:1: key \"a\" is given twice, first in line 2");
    assertThat(problems("long\\\n  key=1\nlongkey=2\n")).hasSize(1);
    assertThat(problems("=1\n:2\n")).hasSize(1);
    assertThat(problems("a\\=b=1\na=b\na\\ b=1\n\n#\n")).isEmpty();
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
    boolean found = problems(text).stream().anyMatch(it -> it.contains(": malformed "));
    assertThat(found).as("%s", text).isEqualTo(refused);
  }
}

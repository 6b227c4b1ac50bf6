package dev.orch.publisher.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Problem;
import dev.orch.testing.ParserTrial;
import dev.orch.testing.Trials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that someone made in order to hurt whoever looks into them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileContentTest {
  private static final long SEED = 20261125;
  private static final int DOCUMENTS = Trials.of(5_000);
  private static final String FILE = "file-mgr/etc/culprit";

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatTheCheckAcceptsIsWhatPropertiesCanLoad() {
    new ParserTrial(
            "properties",
            FILE,
            document -> {
              List<Problem> problems = problems(new PropertiesCheck(), document);
              if (canBeLoaded(document)) {
                assertThat(problems).allMatch(it -> it.what().contains(" is given twice"));
              } else {
                assertThat(problems).isNotEmpty();
              }
            })
        .run(
            SEED,
            DOCUMENTS,
            utf8("# c\na=1\nb : two \\\n  lines\n\\u0041\\u00fc=\\\\x\n!d\n\\ e\\=f\\:g h\n"),
            utf8("a=\\u12\n\\\\u\\u\n\\\\\\u0041\n#\\u\n"));
  }

  private static boolean canBeLoaded(byte[] document) throws IOException {
    try {
      new Properties().load(new ByteArrayInputStream(document));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<Problem> problems(ContentCheck check, byte[] document) throws IOException {
    List<Problem> problems = check.check(FILE, new ByteArrayInputStream(document));
    assertThat(problems).allMatch(problem -> problem.where().startsWith(FILE));
    return problems;
  }

  @Test
  void jsonIsReadOrItsProblemIsTold() {
    int[] malformed = new int[1];
    new ParserTrial(
            "JSON",
            FILE,
            document -> malformed[0] += problems(new JsonCheck(), document).isEmpty() ? 0 : 1)
        .run(
            SEED,
            DOCUMENTS,
            utf8("{\"a\": [1, -2.5e3, true, null], \"b\": {\"\\u00e4\": \"x\\n\"}}\n"),
            "{\"a\":\"\u00fc\"}".getBytes(StandardCharsets.UTF_16));
    assertThat(malformed[0]).isGreaterThan(DOCUMENTS / 2);
  }

  @Test
  void yamlIsReadOrItsProblemIsTold() {
    int[] malformed = new int[1];
    new ParserTrial(
            "YAML",
            FILE,
            document -> malformed[0] += problems(new YamlCheck(), document).isEmpty() ? 0 : 1)
        .run(
            SEED,
            DOCUMENTS,
            utf8(
                "%YAML 1.2\n---\na: &x {b: [1, 'two', \"three\"]}\nc: *x\nd: |\n  text\n---\n!t e\n"));
    assertThat(malformed[0]).isGreaterThan(DOCUMENTS / 5);
  }

  @Test
  void depthAndAliasesCostNothing() throws IOException {
    assertThat(problems(new JsonCheck(), utf8("[".repeat(200_000)))).hasSize(1);
    assertThat(problems(new YamlCheck(), utf8("[".repeat(200_000)))).hasSize(1);
    assertThat(problems(new YamlCheck(), utf8("- ".repeat(100_000)))).hasSize(1);
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      laughs.append(String.format("a%d: &a%d [*a%d, *a%d]%n", i, i, i - 1, i - 1));
    }
    assertThat(problems(new YamlCheck(), utf8(laughs.toString()))).isEmpty();
  }

  @Test
  void xmlIsReadOrItsProblemIsTold() {
    int[] malformed = new int[1];
    new ParserTrial(
            "XML",
            FILE,
            document -> malformed[0] += problems(new XmlCheck(), document).isEmpty() ? 0 : 1)
        .run(
            SEED,
            DOCUMENTS,
            utf8(
                "<?xml version='1.0' encoding='UTF-8'?>\n"
                    + "<!DOCTYPE a [<!ENTITY b 'text'><!ENTITY % p '<!ENTITY c \"d\">'>%p;\n"
                    + "<!ELEMENT a ANY><!ATTLIST a x CDATA #IMPLIED>]>\n"
                    + "<a x='1' xmlns:n='urn:n'><!-- c --><?pi d?><n:e>&b;&#228;</n:e>"
                    + "<![CDATA[<]]></a>\n"),
            utf8("<mime-info><mime-type type='a/b'><glob pattern='*.c'/></mime-type></mime-info>"),
            "<a>\u00fc</a>".getBytes(StandardCharsets.UTF_16));
    assertThat(malformed[0]).isGreaterThan(DOCUMENTS / 2);
  }
}

package dev.orch.oozie.definition;

import static dev.orch.oozie.definition.Checked.doing;
import static dev.orch.oozie.definition.Checked.job;
import static dev.orch.oozie.definition.Checked.problems;
import static dev.orch.oozie.definition.Checked.problemsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.testing.Mutations;
import dev.orch.testing.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileDefinitionTest {
  private static final int MEBIBYTE = 1024 * 1024;

  @Test
  void nothingIsDeclaredInADocument() {
    assertThat(
            problemsOf(
                """
                <!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                <!ENTITY c SYSTEM "file:///etc/passwd">]>
                <workflow-app name='&b;&c;'/>
                """))
        .singleElement()
        .asString()
        .contains("cannot be read: ")
        .doesNotContain("root:");
    assertThat(problemsOf("<!DOCTYPE workflow-app>\n<workflow-app name='w'/>"))
        .singleElement()
        .asString()
        .contains("a document type declaration, which Oozie refuses");
  }

  @Test
  void whatIsMalformedIsToldWithItsPlace() {
    assertThat(problemsOf("<workflow-app>\n  <start></end>\n</workflow-app>"))
        .singleElement()
        .asString()
        .startsWith("2:")
        .contains("cannot be read: ", "start")
        .doesNotContain("Message", "\n");
    assertThat(problemsOf("")).singleElement().asString().contains("cannot be read: ");
    assertThat(problemsOf("\u0000")).singleElement().asString().contains("cannot be read: ");
  }

  @Test
  void nestingIsBounded() {
    String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);

    assertThat(problemsOf("<workflow-app>" + deep + "</workflow-app>"))
        .containsExactly("1:315: cannot be read: elements nested more than 100 deep");
  }

  @Test
  void muchOfAnythingIsReadInTime() {
    for (String piece :
        List.of(
            "${",
            "${'",
            "${ ",
            "\\${a}",
            "${a}",
            "&lt;",
            "<a/>",
            "<action name='a'/>",
            "<ok to='x'/>",
            "<file>../</file>",
            "\n",
            "x,",
            "${a${b")) {
      String text = piece.repeat((MEBIBYTE - 1000) / piece.length());
      assertThat(problemsOf(doing("<java><arg>" + text + "</arg></java>")))
          .as(piece)
          .hasSizeLessThan(3);
      assertThat(problemsOf("<workflow-app>" + text + "</workflow-app>"))
          .as(piece)
          .hasSizeLessThanOrEqualTo(20);
      assertThat(
              problems(
                  job(doing("<pig><file>${x}</file></pig>"))
                      .file("w/job.properties", "oozie.wf.application.path=x\nx=" + text)
                      .build()))
          .as(piece)
          .hasSizeLessThanOrEqualTo(20);
    }
  }

  @Test
  void aCalledDefinitionIsNoLongerThanAMebibyte() {
    assertThat(
            problems(
                job(doing("<sub-workflow><app-path>${orchJobDir}/b.xml</app-path></sub-workflow>"))
                    .file("w/b.xml", " ".repeat(MEBIBYTE + 1))
                    .build()))
        .containsExactly("w/b.xml: expected a definition of at most 1 MiB, found 1048577 bytes");
  }

  @Test
  void workflowsThatRunEachOtherAreReadOnce() {
    String call =
        """
        <sub-workflow><app-path>${orchJobDir}/OTHER</app-path><propagate-configuration/>
        <configuration><property><name>x</name><value>${x}a</value></property></configuration>
        </sub-workflow>
        """;

    assertThat(
            problems(
                job(doing(call.replace("OTHER", "b.xml")))
                    .file("w/job.properties", "oozie.wf.application.path=x\nx=1")
                    .file("w/b.xml", doing(call.replace("OTHER", "workflow.xml")))
                    .build()))
        .isEmpty();
  }

  @Test
  void propertiesThatGoRoundInACircleLeadNowhere() {
    assertThat(
            problems(
                job(doing("<sub-workflow><app-path>${a}</app-path></sub-workflow>"))
                    .file("w/job.properties", "oozie.wf.application.path=x\na=${b}\nb=${a}")
                    .build()))
        .isEmpty();
  }

  @Test
  void whateverIsWrittenProblemsAreToldOfFilesThatAreThere() {
    List<byte[]> sound = new ArrayList<>();
    Trees.bytes(SoundJobs.all().build())
        .forEach(
            (path, content) -> {
              if (path.endsWith(".xml")) {
                sound.add(content);
              }
            });
    long seed = new Random().nextLong();
    Mutations mutations = new Mutations(seed, sound);
    for (int i = 0; i < 400; i++) {
      Trees trees = SoundJobs.all();
      byte[] document = mutations.next();
      if (document.length <= MEBIBYTE) {
        for (String path :
            List.of("etl/coordinator.xml", "etl/workflow.xml", "weekly/bundle.xml")) {
          trees.file(path, document);
        }
        assertThat(problems(trees.build()))
            .as("seed %s, document %s: %s", seed, i, new String(document, UTF_8))
            .allMatch(it -> it.matches("(etl|weekly)/[a-z/-]+\\.xml(:[0-9]+:[0-9]+)?: .*"));
      }
    }
  }
}

package dev.orch.cli.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class TreeCommandsTest {
  private static final Site SITE = new Site();

  @TempDir Path dir;
  private Orch orch;
  private DiskTree tree;

  @AfterAll
  static void stop() {
    SITE.close();
  }

  @BeforeEach
  void publishTwice(TestInfo test) {
    orch = SITE.orch("p-" + Integer.toHexString(test.getDisplayName().hashCode()));
    byte[] large = new byte[300_000];
    new Random(3).nextBytes(large);
    tree =
        new DiskTree(dir.resolve("tree"))
            .file("file-mgr/etc/a.properties", "a=1\n")
            .file("file-mgr/bin/run", "#!/bin/sh\n")
            .file("file-mgr/data/größe und mehr", large)
            .file("file-mgr/empty", "")
            .file("file-mgr/component.yaml", "properties: [\"bin/*\"]\ndrift: heal\n")
            .file("ingest/x", "x\n");
    assertThat(dir.resolve("tree/file-mgr/bin/run").toFile().setExecutable(true)).isTrue();
    assertThat(orch.run("publish", tree.path()).exit()).isZero();
    tree.file("ingest/x", "changed\n");
    assertThat(orch.run("publish", tree.path()).exit()).isZero();
  }

  @Test
  void listsFilesOfAComponentOrBelowAPath() {
    assertThat(orch.run("ls").out().lines())
        .hasSize(6)
        .anyMatch(line -> line.matches("x +10 B +[0-9a-f]+ +file-mgr/bin/run"))
        .anyMatch(line -> line.endsWith("ingest/x"));
    assertThat(orch.run("ls", "file-mgr/etc").out()).contains("a.properties").doesNotContain("run");
    assertThat(orch.run("ls", "ingest/x", "-r", "1", "-o", "json").out())
        .contains("\"size\" : 2", "\"executable\" : false");
    assertThat(orch.run("ls", "file-mgr/ect").err()).contains("nothing at");
    assertThat(orch.run("ls", "file-mrg").err()).contains("file-mgr");
  }

  @Test
  void drawsTheTree() {
    assertThat(orch.run("tree", "-r", "1").out())
        .contains("revision 1\n")
        .contains("├── file-mgr\n│   ├── bin\n│   │   └── run  10 B, executable\n")
        .contains("└── ingest\n    └── x  2 B\n")
        .contains("2 components, 5 files");
  }

  @Test
  void anExportedRevisionPublishesAsTheSame() throws IOException {
    Path export = dir.resolve("out");
    Result result = orch.run("export", export.toString());
    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(export.resolve("file-mgr/data/größe und mehr"))
        .hasSameBinaryContentAs(dir.resolve("tree/file-mgr/data/größe und mehr"));
    assertThat(Files.isExecutable(export.resolve("file-mgr/bin/run"))).isTrue();
    assertThat(export.resolve("file-mgr/empty")).isEmptyFile();
    assertThat(orch.run("plan", export.toString()).exit()).isZero();
    assertThat(orch.run("publish", export.toString()).out()).contains("nothing was written");
  }

  @Test
  void anOlderRevisionOrOneComponentIsExportedAlone() {
    Path export = dir.resolve("then");
    assertThat(orch.run("export", export.toString(), "-r", "1", "-c", "ingest").exit()).isZero();
    assertThat(export.resolve("ingest/x")).hasContent("x\n");
    assertThat(export.resolve("file-mgr")).doesNotExist();
  }

  @Test
  void nothingThatIsThereIsReplaced() {
    Result result = orch.run("export", tree.path());
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains("expected an empty directory");
    assertThat(orch.run("export", dir.resolve("none").toString(), "-c", "nope").exit())
        .isEqualTo(2);
    assertThat(dir.resolve("none")).doesNotExist();
  }

  @Test
  void explainsWhatAgentsWouldDoAndWhy() {
    tree.file(
            "ingest/component.yaml",
            """
            trigger: command
            on-change:
              - { paths: ["docs/**"], do: nothing }
              - { paths: ["x", "y"], do: reload }
            """)
        .file("ingest/x", "again\n")
        .file("ingest/docs/read.me", "r\n");
    Result soft = orch.run("explain", tree.path());
    assertThat(soft.exit()).isZero();
    assertThat(soft.out())
        .contains("ingest: reload (trigger command)")
        .contains("+ docs/read.me (2 B): nothing, by on-change rule 1 (docs/**)")
        .contains("~ x (8 B -> 6 B): reload, by on-change rule 2 (x, y)")
        .contains("asks for nothing by itself")
        .doesNotContain("file-mgr");
    tree.file("ingest/z", "z\n");
    assertThat(orch.run("explain", tree.path()).out())
        .contains("ingest: restart (trigger command)")
        .contains("+ z (2 B): restart, the default, since no on-change rule matches");
    assertThat(orch.run("explain", tree.path(), "-o", "json").out())
        .contains("\"reaction\" : \"restart\"", "\"rule\" : 2", "\"rule\" : null");
  }
}

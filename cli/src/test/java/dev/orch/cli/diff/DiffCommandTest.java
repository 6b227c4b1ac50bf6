package dev.orch.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
  private static final Site SITE = new Site();

  @TempDir Path dir;
  private Orch orch;

  @AfterAll
  static void stop() {
    SITE.close();
  }

  @BeforeEach
  void publishThreeRevisions(TestInfo test) {
    orch = SITE.orch("p-" + Integer.toHexString(test.getDisplayName().hashCode()));
    DiskTree tree =
        new DiskTree(dir.resolve("tree"))
            .file("file-mgr/etc/a.properties", "a=1\nb=2\nc=3\n")
            .file("file-mgr/bin/blob", new byte[] {0, 1, 2})
            .file("ingest/x", "x\n");
    publish(tree);
    publish(
        tree.file("file-mgr/etc/a.properties", "a=1\nb=two\nc=3\n")
            .file("file-mgr/bin/blob", new byte[] {0, 1, 2, 3})
            .file("file-mgr/etc/new", "n\n"));
    publish(tree.file("ingest/component.yaml", "drift: heal\n").without("file-mgr/etc/new"));
  }

  private void publish(DiskTree tree) {
    assertThat(orch.run("publish", tree.path()).exit()).isZero();
  }

  @Test
  void showsTextAsAUnifiedDiffAndBinariesBySizeAndDigest() {
    Result result = orch.run("diff", "1", "2");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out())
        .contains("--- a/file-mgr/etc/a.properties", "-b=2", "+b=two", " c=3")
        .contains("binary: 3 bytes ", " -> 4 bytes ")
        .contains("--- /dev/null\n+++ b/file-mgr/etc/new")
        .doesNotContain("\u001b");
  }

  @Test
  void comparesWithWhatIsLiveAndOnlyWhatIsAskedFor() {
    assertThat(orch.run("diff", "2").out())
        .contains("+++ /dev/null", "ingest: how it is applied differs")
        .doesNotContain("two");
    Result ingest = orch.run("diff", "1", "2", "-c", "ingest");
    assertThat(ingest.exit()).isZero();
    assertThat(ingest.out()).isEmpty();
    assertThat(orch.run("diff", "1", "2", "-c", "ingst").err()).contains("ingest");
    assertThat(orch.run("diff", "3", "3").exit()).isZero();
    assertThat(orch.run("diff", "2", "1").out()).contains("+b=2", "-b=two");
  }

  @Test
  void namesFilesOnlyWhenASummaryIsAskedFor() {
    assertThat(orch.run("diff", "1", "2", "--summary").out())
        .isEqualTo(
            """
              ~ file-mgr/bin/blob (3 B -> 4 B)
              ~ file-mgr/etc/a.properties (12 B -> 14 B)
              + file-mgr/etc/new (2 B)
            """);
  }

  @Test
  void tellsProgramsBothRevisionsAndEveryFile() {
    assertThat(orch.run("diff", "1", "-o", "json").out())
        .contains("\"from\" : 1", "\"to\" : 3", "\"differs\" : true", "\"specChanged\" : true");
  }

  @Test
  void revisionsThatAreNotKeptAreRefused() {
    assertThat(orch.run("diff", "1", "9").exit()).isEqualTo(2);
    assertThat(orch.run("diff", "1", "9").err()).contains("orch history");
    assertThat(orch.run("diff", "one").exit()).isEqualTo(2);
  }

  @Test
  void isPagedAndColouredWhereAPersonLooks() throws IOException {
    Path page = dir.resolve("page");
    Result result = orch.typing("").env("PAGER", "cat > '" + page + "'").run("diff", "1", "2");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(Files.readString(page)).contains("\u001b[31m-b=2\u001b[0m", "\u001b[32m+b=two");
  }

  @Test
  void aPagerThatIsLeftEarlyIsNoFailure() {
    Result result = orch.typing("").env("PAGER", "true").run("diff", "1", "2");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void isNotPagedWhenNotWanted() {
    Orch person = orch.typing("").env("PAGER", "false").env("NO_COLOR", "1");
    assertThat(person.run("diff", "1", "2", "--no-pager").out())
        .contains("+b=two")
        .doesNotContain("\u001b");
    assertThat(person.env("PAGER", "cat").run("diff", "1", "2").out()).contains("+b=two");
  }
}

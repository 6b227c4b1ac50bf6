package dev.orch.cli.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Site;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {
  private final Site site = new Site();

  @TempDir Path dir;

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void showsWhoMadeARevisionAndWhatItChanged() {
    Orch orch = site.orch("weather").env("ORCH_PUBLISH_RETENTION", "2");
    DiskTree tree = new DiskTree(dir).file("file-mgr/a", "1\n").file("ingest/b", "1\n");
    orch.run("publish", tree.path(), "--author", "ann", "-m", "first\n\nwith a body");
    assertThat(orch.run("show").out())
        .contains("revision  1 (publish)", "author    ann@", "    first\n", "    with a body\n")
        .contains("2 new, 0 modified, 0 deleted", "ingest: the component is new");
    orch.run("publish", tree.file("file-mgr/a", "2\n").path());
    assertThat(orch.run("show", "2", "--diff").out())
        .contains("parent    1", "  ~ file-mgr/a (2 B -> 2 B)", "-1\n+2\n")
        .doesNotContain("ingest");
    assertThat(orch.run("show", "1", "-o", "json").out())
        .contains("\"revision\" : 1", "\"changes\" : {");
    orch.run("publish", tree.file("file-mgr/a", "3\n").path());
    assertThat(orch.run("show", "2").out()).contains("revision 1 is not kept");
    assertThat(orch.run("show", "2", "-o", "json").out()).contains("\"changes\" : null");
    assertThat(orch.run("show", "1").exit()).isEqualTo(2);
  }
}

package dev.orch.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class SavedPlanTest {
  private static Site site;

  @TempDir Path dir;
  private Orch orch;
  private String project = "";
  private DiskTree tree;
  private String plan = "";

  @BeforeAll
  static void start() {
    site = new Site();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @BeforeEach
  void setUp(TestInfo test) {
    project = test.getTestMethod().orElseThrow().getName();
    orch = site.orch(project);
    tree =
        new DiskTree(dir.resolve("tree"))
            .file("file-mgr/etc/a.properties", "port=9000\n")
            .file("ingest/etc/b.properties", "pool=4\n");
    plan = dir.resolve("plan.json").toString();
  }

  private void save(String... more) {
    String[] args = new String[more.length + 4];
    args[0] = "plan";
    args[1] = tree.path();
    args[2] = "--out";
    args[3] = plan;
    System.arraycopy(more, 0, args, 4, more.length);
    Result saved = orch.run(args);
    assertThat(saved.exit()).as(saved.toString()).isEqualTo(1);
    assertThat(saved.err()).contains("orch publish --plan " + plan);
  }

  @Test
  void aSavedPlanIsCarriedOutWithoutSayingAnythingAgain() {
    save();
    // What the environment says of the project does not count: the plan says it.
    Result done = site.orch("another").run("publish", "--plan", plan, "-m", "as planned");
    assertThat(done.exit()).as(done.toString()).isZero();
    assertThat(done.out()).contains(project + ": revision 1 is live", "2 new");
    assertThat(orch.run("history").out()).contains("as planned");

    Result again = orch.run("publish", "--plan", plan);
    assertThat(again.exit()).isEqualTo(4);
    assertThat(again.err()).contains("head moved from revision 0 to 1");
  }

  @Test
  void itIsRefusedWhenHeadMoved() {
    orch.run("publish", tree.path());
    tree.file("ingest/etc/b.properties", "pool=8\n");
    save();
    Path others = dir.resolve("others");
    DiskTree other =
        new DiskTree(others)
            .file("file-mgr/etc/a.properties", "port=9001\n")
            .file("ingest/etc/b.properties", "pool=4\n");
    assertThat(orch.run("publish", other.path()).exit()).isZero();

    Result refused = orch.run("publish", "--plan", plan);
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("head moved from revision 1 to 2");
    assertThat(orch.run("cat", "file-mgr/etc/a.properties").out()).isEqualTo("port=9001\n");
  }

  @Test
  void itIsRefusedWhenTheTreeMovedNamingEveryComponent() {
    save();
    tree.file("file-mgr/etc/a.properties", "port=1\n")
        .without("ingest/etc/b.properties")
        .file("third/x", "x");
    assertThat(dir.resolve("tree/ingest/etc").toFile().delete()).isTrue();
    assertThat(dir.resolve("tree/ingest").toFile().delete()).isTrue();
    Result refused = orch.run("publish", "--plan", plan);
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err())
        .contains(
            "component file-mgr changed in the tree",
            "component ingest went from the tree",
            "component third came into the tree");
    assertThat(orch.run("history").exit()).isEqualTo(2);
  }

  @Test
  void whatItWasLimitedToItStaysLimitedTo() {
    save("--component", "ingest");
    tree.file("file-mgr/etc/a.properties", "port=1\n");
    assertThat(orch.run("publish", "--plan", plan).out()).contains("1 new");
    assertThat(orch.run("ls").out()).contains("ingest").doesNotContain("file-mgr");
  }

  @Test
  void theSameTreeMayLieElsewhereByNow() throws Exception {
    save();
    Path moved = Files.move(dir.resolve("tree"), dir.resolve("checkout"));
    assertThat(orch.run("publish", "--plan", plan).exit()).isEqualTo(2);
    assertThat(orch.run("publish", moved.toString(), "--plan", plan).exit()).isZero();
  }

  @Test
  void guardsAreAskedWhenItIsCarriedOut() {
    orch.run("publish", tree.path());
    tree.without("ingest/etc/b.properties").file("ingest/etc/c.properties", "");
    save();
    Result refused = orch.run("publish", "--plan", plan);
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("--allow-removals");
    assertThat(orch.run("publish", "--plan", plan, "--allow-removals").exit()).isZero();
  }

  @Test
  void whatThePlanSaysCannotBeSaidAgain() {
    save();
    assertThat(orch.run("publish", "--plan", plan, "--project", "x").exit()).isEqualTo(2);
    assertThat(orch.run("publish", "--plan", plan, "--component", "ingest").exit()).isEqualTo(2);
    assertThat(orch.run("publish", "--plan", plan, "--all-projects").exit()).isEqualTo(2);
    assertThat(orch.run("publish", "--plan", plan, "--repair").exit()).isEqualTo(2);
    assertThat(orch.run("publish", "--plan", plan, "--expect-revision", "0").exit()).isEqualTo(2);
    assertThat(orch.run("history").exit()).isEqualTo(2);
  }

  @Test
  void aPlanThatCannotBeSavedOrReadIsSaid() {
    Result none = orch.run("publish", "--plan", dir.resolve("none").toString());
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("no such file");
    assertThat(orch.run("publish", "--plan", dir.toString()).exit()).isEqualTo(2);
    assertThat(orch.run("plan", tree.path(), "--out", dir.toString()).exit()).isEqualTo(2);
    assertThat(orch.run("plan", tree.path(), "--out", dir + "/no/plan").exit()).isEqualTo(2);
    assertThat(orch.run("plan", dir.toString(), "--out", plan, "--all-projects").exit())
        .isEqualTo(2);
    assertThat(dir.toFile().list()).containsExactly("tree");
  }

  @Test
  void detailedExitCodesAreThoseOfTerraform() {
    assertThat(orch.run("plan", tree.path(), "--detailed-exitcode").exit()).isEqualTo(2);
    orch.run("publish", tree.path());
    assertThat(orch.run("plan", tree.path(), "--detailed-exitcode").exit()).isZero();

    assertThat(orch.run("plan", tree.path() + "x", "--detailed-exitcode").exit()).isEqualTo(1);
    assertThat(orch.run("plan", "--detailed-exitcode", "--no-such-option").exit()).isEqualTo(1);
    String[] unreachable = {
      "plan", tree.path(), "--detailed-exitcode", "--zk", "127.0.0.1:1", "--connect-timeout", "1s"
    };
    assertThat(orch.run(unreachable).exit()).isEqualTo(1);
  }
}

package dev.orch.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandsTest {
  private static Site site;

  @TempDir Path dir;
  private Orch orch;
  private DiskTree tree;

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
    orch = site.orch(test.getTestMethod().orElseThrow().getName());
    tree =
        new DiskTree(dir.resolve("tree"))
            .file("file-mgr/etc/filemgr.properties", "port=9000\n")
            .file("file-mgr/etc/mime-types.xml", "<m/>")
            .file("file-mgr/etc/with blank and ü.txt", "x")
            .file("ingest/etc/crawler.properties", "pool=4\n");
  }

  @Test
  void publishesThenHasNothingToPublish() {
    Result first = orch.run("publish", tree.path(), "-m", "first", "--author", "ada");
    assertThat(first.exit()).as(first.toString()).isZero();
    assertThat(first.out()).contains("revision 1 is live", "4 new", "added ", "the project holds ");

    Result again = orch.run("publish", tree.path());
    assertThat(again.exit()).isZero();
    assertThat(again.out()).contains("nothing differs from revision 1");

    Result history = orch.run("history", "-o", "json");
    assertThat(history.out().split("\"revision\" :", -1)).hasSize(2);
    assertThat(history.out()).contains("\"author\" : \"ada\"", "\"message\" : \"first\"");
  }

  @Test
  void planTellsByExitCodeWhetherAnythingWouldChange() {
    assertThat(orch.run("plan", tree.path()).exit()).isEqualTo(1);
    orch.run("publish", tree.path());
    assertThat(orch.run("plan", tree.path()).exit()).isZero();

    tree.file("file-mgr/etc/filemgr.properties", "port=9001\n")
        .without("ingest/etc/crawler.properties");
    tree.file("ingest/etc/new.properties", "a=b\n");
    Result plan = orch.run("plan", tree.path(), "--diff");
    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.out())
        .contains(
            "~ file-mgr/etc/filemgr.properties (10 B -> 10 B)",
            "- ingest/etc/crawler.properties",
            "+ ingest/etc/new.properties",
            "-port=9000",
            "+port=9001");
    assertThat(orch.run("plan", tree.path(), "-o", "json").out())
        .contains("\"differs\" : true", "\"change\" : \"deleted\"");
  }

  @Test
  void verifyLooksInBothDirections() {
    orch.run("publish", tree.path());
    assertThat(orch.run("verify", tree.path()).exit()).isZero();

    tree.without("file-mgr/etc/mime-types.xml");
    Result gone = orch.run("verify", tree.path());
    assertThat(gone.exit()).isEqualTo(1);
    assertThat(gone.out()).contains("- file-mgr/etc/mime-types.xml", "not in sync");

    tree.file("file-mgr/etc/mime-types.xml", "<m/>").file("file-mgr/etc/more.txt", "x");
    assertThat(orch.run("verify", tree.path(), "-o", "json").exit()).isEqualTo(1);
  }

  @Test
  void invalidInputListsEveryProblemAndWritesNothing() {
    tree.file("file-mgr/etc/broken.xml", "<a>").file("ingest/component.yaml", "triger: none\n");
    Result result = orch.run("publish", tree.path());
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .contains("file-mgr/etc/broken.xml", "ingest/component.yaml:1", "trigger");
    assertThat(orch.run("projects").out()).doesNotContain("invalidInputLists");
  }

  @Test
  void aComponentForOozieMustMakeJobs() {
    tree.file("jobs/component.yaml", "trigger: oozie\noozie: { policy: kill }\n")
        .file("jobs/hourly/job.properties", "queue=default\n")
        .file(
            "jobs/hourly/coordinator.xml",
            """
            <coordinator-app name='hourly' frequency='60' start='2035-01-01T00:00Z'
                end='2036-01-01T00:00Z' timezone='UTC' xmlns='uri:oozie:coordinator:0.4'>
              <action><workflow><app-path>hdfs://nn/apps/hourly</app-path></workflow></action>
            </coordinator-app>
            """)
        .file("jobs/README", "of no job")
        .file("ingest/etc/broken.xml", "<a>");
    for (String command : List.of("plan", "publish")) {
      Result result = orch.run(command, tree.path(), "--no-validators");
      assertThat(result.exit()).as(result.toString()).isEqualTo(2);
      assertThat(result.err())
          .contains(
              "jobs/hourly/job.properties: expected exactly one of oozie.coord.application.path",
              "jobs/README: belongs to no job",
              "ingest/etc/broken.xml:1:4: ");
    }
    assertThat(orch.run("projects").out()).doesNotContain("aComponentForOozie");

    tree.without("jobs/README")
        .without("ingest/etc/broken.xml")
        .file("jobs/hourly/job.properties", "oozie.coord.application.path=/apps/hourly\n");
    Result sound = orch.run("publish", tree.path());
    assertThat(sound.exit()).as(sound.toString()).isZero();
  }

  @Test
  void guardsRefuseAndNameTheOptionThatAllowsIt() {
    orch.run("publish", tree.path());
    Path empty = dir.resolve("empty");
    assertThat(empty.toFile().mkdir()).isTrue();
    Result refused = orch.run("publish", empty.toString());
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("--allow-empty");

    Result limit = orch.run("publish", tree.file("ingest/b", "b").path(), "--project-limit", "1");
    assertThat(limit.exit()).isEqualTo(4);
    assertThat(limit.err()).contains("--project-limit");

    Result moved = orch.run("publish", tree.path(), "--expect-revision", "7");
    assertThat(moved.exit()).isEqualTo(4);
    assertThat(orch.run("history").out().lines()).hasSize(2);
  }

  @Test
  void aDryRunWritesNothing() {
    Result dry = orch.run("publish", tree.path(), "--dry-run");
    assertThat(dry.exit()).isZero();
    assertThat(dry.out()).contains("+ ingest/etc/crawler.properties", "would add about");
    assertThat(orch.run("history").exit()).isEqualTo(2);
  }

  @Test
  void goesBackWithConfirmationOnly() {
    orch.run("publish", tree.path());
    orch.run("publish", tree.file("ingest/etc/crawler.properties", "pool=8\n").path());

    Result unasked = orch.run("rollback", "--to", "1");
    assertThat(unasked.exit()).isEqualTo(4);
    assertThat(unasked.err()).contains("--yes");
    assertThat(orch.typing("no\n").run("rollback", "--to", "1").exit()).isEqualTo(4);
    assertThat(orch.typing("y\n").run("rollback", "--to", "1").exit()).isZero();
    assertThat(orch.run("cat", "ingest/etc/crawler.properties").out()).isEqualTo("pool=4\n");
    assertThat(orch.run("rollback", "--to", "99", "--yes").exit()).isEqualTo(4);

    assertThat(orch.run("clear", "--component", "ingest", "--yes").exit()).isZero();
    assertThat(orch.run("clear", "--component", "ingset", "--yes").err()).contains("ingset");
    assertThat(orch.run("clear", "--yes").exit()).isZero();
    assertThat(orch.run("projects").out()).contains("(cleared)");
  }

  @Test
  void manyProjectsAreOneCommitEachOrNothingIfAnyIsInvalid() {
    DiskTree root =
        new DiskTree(dir.resolve("root"))
            .file("many-a/comp/x.txt", "a")
            .file("many-b/comp/x.xml", "<broken");
    Result invalid = orch.run("publish", root.path(), "--all-projects");
    assertThat(invalid.exit()).isEqualTo(2);
    assertThat(orch.run("projects").out()).doesNotContain("many-");

    root.file("many-b/comp/x.xml", "<sound/>");
    assertThat(orch.run("plan", root.path(), "--all-projects").exit()).isEqualTo(1);
    Result sound = orch.run("publish", root.path(), "--all-projects");
    assertThat(sound.exit()).as(sound.toString()).isZero();
    assertThat(sound.out()).contains("PROJECT", "many-a", "many-b", "committed");
    assertThat(orch.run("verify", root.path(), "--all-projects").exit()).isZero();
    assertThat(orch.run("verify", root.path(), "--all-projects", "-o", "json").out())
        .contains("\"inSync\" : true");
    assertThat(orch.run("publish", root.path(), "--all-projects", "-o", "json").out())
        .contains("\"outcome\" : \"unchanged\"");
  }

  @Test
  void settingsFromTheFileComeLast() throws Exception {
    Path conf = Files.createDirectories(dir.resolve("install/conf"));
    Files.writeString(conf.resolve("orch.yaml"), "zk: {connect: '" + site.connect() + "'}\n");
    Orch installed =
        new Orch()
            .property("orch.install", dir.resolve("install").toString())
            .env("OODT_PROJECT", "from-the-alias");
    assertThat(installed.run("publish", tree.path()).out()).startsWith("from-the-alias:");
    assertThat(installed.env("ORCH_PROJECT", "from-env").run("publish", tree.path()).out())
        .startsWith("from-env:");
    assertThat(installed.run("publish", tree.path(), "-p", "from-option").out())
        .startsWith("from-option:");
    assertThat(installed.env("ORCH_PUBLISH_LOCK_WAIT", "soon").run("publish", tree.path()).exit())
        .isEqualTo(2);
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThat(new Orch().run("publish", tree.path(), "-p", "x").exit()).isEqualTo(2);
    assertThat(new Orch().run("publish", tree.path(), "-p", "x").err()).contains("--zk");
    assertThat(orch.run("publish", dir.resolve("none").toString()).exit()).isEqualTo(2);
    assertThat(orch.run("publish", tree.path(), "-p", "../x").exit()).isEqualTo(2);
  }
}

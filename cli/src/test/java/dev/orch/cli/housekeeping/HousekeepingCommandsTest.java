package dev.orch.cli.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.testing.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingCommandsTest {
  private final Site site = new Site();

  @TempDir Path dir;
  private Orch orch;
  private DiskTree tree;

  @BeforeEach
  void publishFour() {
    orch = site.orch("weather");
    tree = new DiskTree(dir.resolve("tree")).file("file-mgr/etc/same", "s".repeat(2_000));
    for (int i = 1; i <= 4; i++) {
      publish(i);
    }
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private void publish(int number) {
    tree.file("file-mgr/etc/a.txt", number + "x".repeat(9_999));
    Result result = orch.run("publish", tree.path());
    assertThat(result.exit()).as(result.toString()).isZero();
  }

  private long revisionsKept() {
    return orch.run("history").out().lines().count() - 1;
  }

  @Test
  void everyPublishKeepsWhatIsSetForTheProject() {
    assertThat(orch.run("retention").out())
        .isEqualTo("weather: keeps 50 revisions (nothing is set for the project)\n");
    assertThat(orch.run("retention", "--revisions", "2").out())
        .isEqualTo("weather: keeps 2 revisions (set for the project)\n");
    assertThat(revisionsKept()).isEqualTo(4);
    publish(5);
    assertThat(revisionsKept()).isEqualTo(2);

    orch.run("rollback", "--to", "4", "--yes");
    assertThat(revisionsKept()).isEqualTo(2);
    assertThat(orch.run("retention", "-o", "json").out())
        .isEqualToIgnoringWhitespace("{\"project\":\"weather\",\"set\":2,\"keeps\":2}");

    assertThat(orch.run("retention", "--unset").out()).contains("keeps 50");
    publish(6);
    assertThat(revisionsKept()).isEqualTo(3);
  }

  @Test
  void aPublisherThatIsToldOtherwiseKeepsThat() {
    orch.run("retention", "--revisions", "1");
    Orch told = site.orch("weather").env("ORCH_PUBLISH_RETENTION", "3");
    assertThat(told.run("retention").out())
        .isEqualTo(
            "weather: keeps 3 revisions (set here by publish.retention; for the project 1 is"
                + " set)\n");
    tree.file("file-mgr/etc/b", "b");
    assertThat(told.run("publish", tree.path()).exit()).isZero();
    assertThat(revisionsKept()).isEqualTo(3);
  }

  @Test
  void pruneSaysWhatWouldGoThenTakesItAway() {
    Result dry = orch.run("prune", "--keep", "2", "--dry-run");
    assertThat(dry.out()).contains("weather: revisions 1, 2 would go, at most ");
    assertThat(revisionsKept()).isEqualTo(4);

    Result unasked = orch.run("prune", "--keep", "2");
    assertThat(unasked.exit()).isEqualTo(4);
    assertThat(unasked.err()).contains("--yes", "its newest 2 revisions");
    assertThat(revisionsKept()).isEqualTo(4);

    Result done = orch.run("prune", "--keep", "2", "--yes");
    assertThat(done.exit()).as(done.toString()).isZero();
    assertThat(done.out()).contains("weather: revisions 1, 2 and 0 interrupted publishes went");
    assertThat(revisionsKept()).isEqualTo(2);
    // What revision 1 wrote and revision 4 still has is there.
    assertThat(orch.run("cat", "file-mgr/etc/same").out()).hasSize(2_000);
    assertThat(orch.run("verify", tree.path()).exit()).isZero();

    String again = orch.run("prune", "--keep", "2", "--yes", "-o", "json").out();
    assertThat(again).contains("\"revisions\" : [ ]", "\"bytesFreed\" : 0", "\"done\" : true");
  }

  @Test
  void pruneGoesByTheRetentionUnlessToldOtherwise() {
    orch.run("retention", "--revisions", "3");
    String json = orch.run("prune", "--yes", "-o", "json").out();
    assertThat(json).contains("\"keep\" : 3", "\"abandonedAttempts\" : 0");
    assertThat(json).containsPattern("\"revisions\" : \\[\\s*1\\s*\\]");
    assertThat(json).containsPattern("\"bytesFreed\" : 1\\d{4},");
    assertThat(revisionsKept()).isEqualTo(3);
  }

  @Test
  void tellsWhoHoldsWhat() throws Exception {
    Orch other = site.orch("other");
    other.run("publish", new DiskTree(dir.resolve("other")).file("x/y", "y").path());
    String home = dir.resolve("home").toString();
    try (Running agent = orch.start("agent", "-c", "file-mgr", "-i", "n1", "--home", home)) {
      Await.until("it applied", () -> orch.run("verify", tree.path()).exit() == 0);
      String all = site.orch("weather").env("ORCH_PROJECT", "").run("du").out();
      assertThat(all.lines().findFirst().orElseThrow())
          .matches("PROJECT +COMPONENT +LIVE +OLDER +REPORTS +TOTAL +ZNODES");
      assertThat(all)
          .containsPattern("weather +file-mgr +1\\d(\\.\\d)? KiB +[23]\\d(\\.\\d)? KiB +\\d+ B");
      assertThat(all).containsPattern("other +x +\\d+ B +0 B +0 B +\\d+ B");
      assertThat(all).containsPattern("(?m)^total +");
      agent.interrupt();
      agent.await();
    }
    orch.run("prune", "--keep", "1", "--yes");
    String json = orch.run("du", "-o", "json").out();
    assertThat(json).doesNotContain("\"other\" : [", "\"x\"").contains("\"warnings\" : [ ]");
    assertThat(json).containsPattern("\"older\" : \\{\\s+\"bytes\" : 0,\\s+\"znodes\" : 0\\s+}");
  }

  @Test
  void warnsBeforeAProjectReachesItsLimit() {
    Orch limited = site.orch("weather").env("ORCH_PUBLISH_PROJECT_LIMIT", "60KiB");
    Result du = limited.run("du");
    assertThat(du.err()).isEmpty();
    tree.file("file-mgr/etc/b.txt", "b".repeat(9_000));
    Result publish = limited.run("publish", tree.path());
    assertThat(publish.exit()).isZero();
    assertThat(publish.err()).contains("warning: project weather holds", "orch retention");
    assertThat(limited.run("du").err()).contains("warning: project weather holds");
    assertThat(limited.run("du", "-o", "json").out()).contains("of at most 60.0 KiB");
  }

  @Test
  void whatIsNotLegalIsSaid() {
    assertThat(orch.run("retention", "--revisions", "0").exit()).isEqualTo(2);
    assertThat(orch.run("retention", "--revisions", "10001").exit()).isEqualTo(2);
    assertThat(orch.run("retention", "--revisions", "3", "--unset").exit()).isEqualTo(2);
    assertThat(orch.run("prune", "--keep", "0", "--yes").exit()).isEqualTo(2);
    assertThat(orch.run("retention", "-p", "wether").err()).contains("weather");
    assertThat(orch.run("prune", "-p", "wether", "--yes").err()).contains("weather");
    assertThat(orch.run("du", "-p", "wether").err()).contains("weather");
    assertThat(orch.run("projects").out()).doesNotContain("wether");
    assertThat(revisionsKept()).isEqualTo(4);
  }
}

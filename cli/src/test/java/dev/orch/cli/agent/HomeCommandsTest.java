package dev.orch.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeCommandsTest {
  @TempDir Path dir;

  @Test
  void appliesALocalTreeWithoutAnyStore() throws IOException {
    DiskTree tree =
        new DiskTree(dir.resolve("comp"))
            .file("etc/a.properties", "a=1\n")
            .file("component.yaml", "command: { start: 'cat etc/a.properties > started' }\n");
    Orch orch = new Orch();
    Result dry = orch.run("apply", tree.path(), "--home", home(), "--dry-run");
    assertThat(dry.exit()).as(dry.toString()).isZero();
    assertThat(dry.out()).contains("+ etc/a.properties", "would ask for: restart");
    assertThat(dir.resolve("home")).doesNotExist();
    assertThat(orch.run("apply", tree.path(), "--home", home(), "--dry-run", "-o", "json").out())
        .contains("\"reaction\" : \"restart\"");

    assertThat(orch.run("apply", tree.path(), "--home", home()).exit()).isZero();
    assertThat(dir.resolve("home/etc/a.properties")).hasContent("a=1");
    assertThat(dir.resolve("home/started")).hasContent("a=1");
    assertThat(dir.resolve("home/component.yaml")).doesNotExist();
    assertThat(orch.run("apply", tree.path(), "--home", home()).err()).contains("up to date");
  }

  @Test
  void appliesAVersionedTreeAndStartsItThroughTheLink() throws IOException {
    DiskTree tree =
        new DiskTree(dir.resolve("comp"))
            .file("bin/start.sh", "cat current/a.txt >> started\n")
            .file("a.txt", "1")
            .file(
                "component.yaml",
                "layout: versioned\ncommand: { start: sh current/bin/start.sh }\n");
    assertThat(new Orch().run("apply", tree.path(), "--home", home()).exit()).isZero();
    tree.file("a.txt", "2");

    Result second = new Orch().run("apply", tree.path(), "--home", home());

    assertThat(second.exit()).as(second.toString()).isZero();
    assertThat(dir.resolve("home/current")).isSymbolicLink();
    assertThat(dir.resolve("home/current/a.txt")).hasContent("2");
    assertThat(dir.resolve("home/started")).hasContent("12");
    assertThat(dir.resolve("home/a.txt")).doesNotExist();
  }

  @Test
  void filesInTheWayHoldItUnlessAdopted() throws IOException {
    DiskTree tree = new DiskTree(dir.resolve("comp")).file("a.txt", "new");
    new DiskTree(dir.resolve("home")).file("a.txt", "theirs").file("b.txt", "theirs");

    assertThat(new Orch().run("apply", tree.path(), "--home", home(), "--dry-run").exit())
        .isEqualTo(4);
    Result held = new Orch().run("apply", tree.path(), "--home", home());
    assertThat(held.exit()).isEqualTo(4);
    assertThat(held.err()).contains("a.txt");
    assertThat(dir.resolve("home/a.txt")).hasContent("theirs");

    assertThat(new Orch().run("apply", tree.path(), "--home", home(), "--adopt").exit()).isZero();
    assertThat(dir.resolve("home/a.txt")).hasContent("new");
    assertThat(dir.resolve("home/b.txt")).hasContent("theirs");
  }

  @Test
  void aFailedStartIsUndone() throws IOException {
    DiskTree tree = new DiskTree(dir.resolve("comp")).file("a.txt", "1");
    assertThat(new Orch().run("apply", tree.path(), "--home", home()).exit()).isZero();
    tree.file("a.txt", "2");
    Result failed =
        new Orch().run("apply", tree.path(), "--home", home(), "--start-command", "grep 1 a.txt");
    assertThat(failed.exit()).isEqualTo(6);
    assertThat(failed.err()).contains("failed and undone");
    assertThat(dir.resolve("home/a.txt")).hasContent("1");
  }

  @Test
  void onceTellsByExitCodeHowFreshTheHomeIs() throws IOException {
    DiskTree tree = new DiskTree(dir.resolve("tree")).file("comp/a.txt", "1");
    try (Site site = new Site()) {
      Orch orch = site.orch("weather");
      assertThat(once(orch).exit()).as("nothing is published").isEqualTo(2);
      assertThat(orch.run("publish", tree.path()).exit()).isZero();
      assertThat(once(orch).exit()).isZero();
      assertThat(dir.resolve("home/a.txt")).hasContent("1");

      site.server().stop();
      Result away = once(orch);
      assertThat(away.exit()).as(away.toString()).isZero();
      assertThat(away.err()).contains("warning");
      assertThat(once(orch, "--require-fresh").exit()).isEqualTo(3);
      Files.delete(dir.resolve("home/a.txt"));
      Result drifted = once(orch);
      assertThat(drifted.exit()).as("a missing file is drift, not an unfinished apply").isZero();
      assertThat(drifted.err()).contains("warning: changed by someone else, left so: a.txt");
      Result nothing =
          orch.run(
              "agent",
              "-c",
              "comp",
              "--home",
              dir.resolve("other").toString(),
              "--once",
              "--connect-timeout",
              "1s");
      assertThat(nothing.exit()).as(nothing.toString()).isEqualTo(3);
    }
  }

  @Test
  void usageIsChecked() throws IOException {
    assertThat(new Orch().run("apply", dir.resolve("none").toString(), "--home", home()).exit())
        .isEqualTo(2);
    Files.createDirectory(dir.resolve("comp"));
    assertThat(new Orch().run("apply", dir.resolve("comp").toString()).exit()).isEqualTo(2);
    Result both =
        new Orch().run("agent", "-p", "p", "-c", "c", "--home", home(), "--once", "--", "sleep");
    assertThat(both.exit()).isEqualTo(2);
  }

  private Result once(Orch orch, String... more) {
    String[] args = {"agent", "-c", "comp", "--home", home(), "--once", "--connect-timeout", "1s"};
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return orch.run(all);
  }

  private String home() {
    return dir.resolve("home").toString();
  }
}

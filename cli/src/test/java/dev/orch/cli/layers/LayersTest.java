package dev.orch.cli.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.cli.golden.Schemas;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for all projects, and files for some instances. */
class LayersTest {
  private final Site site = new Site();

  @TempDir Path dir;

  @AfterEach
  void stop() {
    site.close();
  }

  private Orch orch() {
    return site.orch("weather");
  }

  private Running agent(String instance, String label) {
    return orch()
        .start(
            "agent",
            "-c",
            "file-mgr",
            "-i",
            instance,
            "--label",
            label,
            "--home",
            dir.resolve(instance).toString());
  }

  private void publishes(DiskTree tree) {
    Result result = orch().run("publish", tree.path(), "--wait", "50s");
    assertThat(result.exit()).as(result.toString()).isZero();
  }

  private Path file(String instance, String path) {
    return dir.resolve(instance).resolve(path);
  }

  @Test
  void aChangeForOneInstanceReachesItAndRestartsNobodyElse() throws Exception {
    DiskTree tree =
        new DiskTree(dir.resolve("tree"))
            .file("file-mgr/component.yaml", "command: { start: 'echo >> started' }\n")
            .file("file-mgr/etc/port", "1")
            .file("file-mgr@rack=a/etc/port", "2");
    try (Running one = agent("fm-1", "rack=b");
        Running two = agent("fm-2", "rack=a")) {
      publishes(tree);
      assertThat(file("fm-1", "etc/port")).hasContent("1");
      assertThat(file("fm-2", "etc/port")).hasContent("2");

      publishes(tree.file("file-mgr@fm-2/etc/port", "3").file("file-mgr@fm-2/etc/only", "x"));

      assertThat(file("fm-1", "etc/port")).hasContent("1");
      assertThat(file("fm-1", "etc/only")).doesNotExist();
      assertThat(file("fm-2", "etc/port")).hasContent("3");
      assertThat(Files.readAllLines(file("fm-1", "started"))).hasSize(1);
      assertThat(Files.readAllLines(file("fm-2", "started"))).hasSize(2);
      Result status = orch().run("status", "-o", "json");
      assertThat(status.out()).contains("\"inSync\" : true").doesNotContain("\"inSync\" : false");
      Result verified = orch().run("verify", tree.path());
      assertThat(verified.exit()).as(verified.toString()).isZero();

      publishes(tree.without("file-mgr@fm-2/etc/port").without("file-mgr@fm-2/etc/only"));
      assertThat(file("fm-2", "etc/port")).hasContent("2");
      assertThat(file("fm-2", "etc/only")).doesNotExist();
      assertThat(Files.readAllLines(file("fm-1", "started"))).hasSize(1);
    }
  }

  @Test
  void whereAFileComesFromIsTold() throws Exception {
    DiskTree tree =
        new DiskTree(dir.resolve("tree"))
            .file("file-mgr/etc/port", "1")
            .file("file-mgr/etc/log", "1")
            .file("file-mgr@rack=a/etc/port", "22")
            .file("file-mgr@fm-2/etc/ü b", "333")
            .file("_base/file-mgr/etc/log", "base")
            .file("_base/file-mgr/mime", "base");
    try (Running two = agent("fm-2", "rack=a")) {
      publishes(tree);
      Result all = orch().run("explain", "file-mgr", "--instance", "fm-2");
      assertThat(all.exit()).as(all.toString()).isZero();
      assertThat(all.out().lines().map(line -> line.replaceAll(" +", " ").trim()))
          .first()
          .isEqualTo("weather/file-mgr for fm-2 (rack=a), revision 1");
      assertThat(all.out())
          .containsPattern("etc/log +file-mgr +1 B +\\w+ +_base/file-mgr")
          .containsPattern("etc/port +file-mgr@rack=a +2 B +\\w+ +file-mgr")
          .containsPattern("etc/ü b +file-mgr@fm-2 +3 B")
          .containsPattern("mime +_base/file-mgr +4 B");
      Result one = orch().run("explain", "file-mgr/etc/port", "--instance", "fm-2", "-o", "json");
      assertThat(new Schemas().problems("explain", one.out())).isEmpty();
      assertThat(one.out()).contains("\"layer\" : \"file-mgr@rack=a\"").doesNotContain("etc/log");
    }
    Result other = orch().run("explain", "file-mgr/etc", "--instance", "fm-9", "--label", "rack=b");
    assertThat(other.out()).contains("fm-9 (rack=b)").doesNotContain("@");
    Result stranger = orch().run("explain", "file-mgr", "--instance", "fm-9");
    assertThat(stranger.err()).contains("no instance fm-9 of file-mgr has ever reported");
    assertThat(orch().run("explain", "file-mgr/x", "--instance", "fm-2").exit()).isEqualTo(2);
    assertThat(orch().run("explain", "file-mgr@fm-2", "--instance", "fm-2").exit()).isEqualTo(2);
    assertThat(orch().run("cat", "_base/file-mgr/mime").out()).isEqualTo("base");
    assertThat(orch().run("ls", "file-mgr@rack=a").out()).contains("file-mgr@rack=a/etc/port");
  }

  @Test
  void whatAllProjectsShareIsPublishedWithAllOfThemAndNeverForgotten() throws Exception {
    new DiskTree(dir.resolve("root"))
        .file("_base/file-mgr/mime", "base")
        .file("_base/other/x", "nobody's")
        .file("weather/file-mgr/port", "1")
        .file("climate/file-mgr/component.yaml", "")
        .file("climate/workflow/w", "1");
    String root = dir.resolve("root").toString();
    Result all =
        new Orch().env("ORCH_ZK_CONNECT", site.connect()).run("publish", root, "--all-projects");
    assertThat(all.exit()).as(all.toString()).isZero();
    assertThat(site.orch("climate").run("ls").out())
        .contains("_base/file-mgr/mime", "workflow/w")
        .doesNotContain("other");

    Result forgotten = orch().run("publish", root + "/weather");
    assertThat(forgotten.exit()).isEqualTo(4);
    assertThat(forgotten.err()).contains("files that all projects share", "--base DIR");
    Result said = orch().run("plan", root + "/weather", "--base", root + "/_base");
    assertThat(said.exit()).as(said.toString()).isZero();

    Path exported = dir.resolve("exported");
    assertThat(orch().run("export", exported.toString()).exit()).isZero();
    assertThat(exported.resolve("_base/file-mgr/mime")).hasContent("base");
    assertThat(orch().run("plan", exported.toString()).exit()).as("it is the same").isZero();
  }
}

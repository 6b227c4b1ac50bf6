package dev.orch.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.cli.golden.Schemas;
import dev.orch.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is there, and where. */
class InstancesTest {
  private final Site site = new Site();

  @TempDir Path dir;

  @AfterEach
  void stop() {
    site.close();
  }

  private Orch orch() {
    return site.orch("weather");
  }

  private Running agent(Orch orch, String instance, String... options) {
    String[] common = {
      "agent", "-c", "file-mgr", "-i", instance, "--home", dir.resolve(instance).toString()
    };
    String[] all = new String[common.length + options.length];
    System.arraycopy(common, 0, all, 0, common.length);
    System.arraycopy(options, 0, all, common.length, options.length);
    return orch.start(all);
  }

  private void awaitRows(String... texts) {
    Await.until(
        String.join(", ", texts),
        Duration.ofSeconds(60),
        () -> {
          String out = orch().run("instances", "-c", "file-mgr").out();
          for (String text : texts) {
            if (!out.contains(text)) {
              return false;
            }
          }
          return true;
        });
  }

  @Test
  void theLiveOnesAreListedWithWhatTheyReachAndRun() throws Exception {
    DiskTree tree =
        new DiskTree(dir.resolve("tree"))
            .file("file-mgr/a", "1\n")
            .file("file-mgr/component.yaml", "trigger: none\n");
    orch().run("publish", tree.path());
    Result nobody = orch().run("instances", "-c", "file-mgr");
    assertThat(nobody.exit()).as(nobody.toString()).isZero();
    assertThat(nobody.err()).contains("no live instance of file-mgr");

    try (Running one = agent(orch(), "one", "--label", "rack=a", "--endpoint", "rpc=node-1:9000");
        Running two =
            agent(
                orch().env("ORCH_LABELS", "rack=b, dc=x").env("ORCH_ENDPOINTS", "rpc=[::1]:9000"),
                "two")) {
      assertThat(one).isNotSameAs(two);
      awaitRows("rpc=node-1:9000", "rpc=[::1]:9000");
      Pattern applied = Pattern.compile("(one|two) .*APPLIED +1 ");
      Await.until(
          "both have applied it",
          Duration.ofSeconds(60),
          () ->
              orch()
                      .run("instances", "-c", "file-mgr")
                      .out()
                      .lines()
                      .filter(applied.asPredicate())
                      .count()
                  == 2);

      Result json = orch().run("instances", "-c", "file-mgr", "--label", "dc=x", "-o", "json");
      assertThat(new Schemas().problems("instances", json.out())).isEmpty();
      assertThat(json.out())
          .contains("\"instance\" : \"two\"", "\"rpc\" : \"[::1]:9000\"", "\"rack\" : \"b\"")
          .contains("\"revision\" : 1", "\"state\" : \"APPLIED\"")
          .doesNotContain("\"one\"");
      Result none = orch().run("instances", "-c", "file-mgr", "--label", "rack=c");
      assertThat(none.err()).contains("no live instance of file-mgr has these labels");
    }
    assertThat(orch().run("instances", "-c", "file-mgr", "-o", "json").out().strip())
        .matches("\\[ *]");
  }

  @Test
  void whatIsNotALabelOrAnEndpointIsRefused() {
    Result label = orch().run("instances", "-c", "file-mgr", "--label", "rack");
    assertThat(label.exit()).isEqualTo(2);
    assertThat(label.err()).contains("--label: label \"rack\": expected KEY=VALUE");

    Result endpoint =
        orch().run("agent", "-c", "file-mgr", "--home", dir.toString(), "--endpoint", "rpc=node");
    assertThat(endpoint.exit()).isEqualTo(2);
    assertThat(endpoint.err()).contains("--endpoint: endpoint \"rpc=node\": expected HOST:PORT");

    Result setting =
        orch().env("ORCH_LABELS", "rack").run("agent", "-c", "file-mgr", "--home", dir.toString());
    assertThat(setting.exit()).isEqualTo(2);
    assertThat(setting.err()).contains("setting orch.labels: label \"rack\"");
  }
}

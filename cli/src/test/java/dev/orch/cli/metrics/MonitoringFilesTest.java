package dev.orch.cli.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Running;
import dev.orch.cli.fixture.Site;
import dev.orch.cli.fixture.Tool;
import dev.orch.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide, the alert rules and the dashboard, held against what is really exposed. */
class MonitoringFilesTest {
  private static final Pattern NAME = Pattern.compile("\\borch_[a-z_]+");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(orch_[a-z_]+)` \\| (gauge|counter|histogram|summary) \\|");
  private static final Pattern ALERT_ROW = Pattern.compile("(?m)^\\| `(Orch[A-Za-z]+)` \\|");
  private static final Pattern ALERT = Pattern.compile("alert: (Orch[A-Za-z]+)");

  @TempDir static Path dir;

  /** What an agent and the exporter say while a change rolls out. */
  private static String agentSays = "";

  private static String exporterSays = "";

  @BeforeAll
  static void scrape() throws Exception {
    try (Site site = new Site()) {
      Orch orch = site.orch("weather");
      orch.run("publish", tree("one"));
      try (Running agent =
              orch.start(
                  "agent",
                  "-c",
                  "file-mgr",
                  "-i",
                  "fm-1",
                  "--home",
                  dir.resolve("home").toString(),
                  "--metrics-port",
                  "0");
          Running exporter = orch.start("exporter", "--port", "0", "--cache", "1ms")) {
        String url = Scrape.url(exporter);
        await(url, "orch_instance_applied_revision\\{.*} 1.0");
        orch.run("publish", tree("two"));
        await(url, "orch_rollout_revision\\{.*} 2.0");
        await(url, "orch_instance_applied_revision\\{.*} 2.0");
        exporterSays = Scrape.text(url);
        agentSays = Scrape.text(Scrape.url(agent));
      }
    }
  }

  private static String tree(String text) {
    return new DiskTree(dir.resolve("tree"))
        .file("file-mgr/a", text)
        .file("file-mgr/component.yaml", "trigger: none\nrollout: { canary: 1 }\n")
        .path();
  }

  private static void await(String url, String pattern) {
    Await.until(pattern, Duration.ofMinutes(1), () -> Scrape.says(url, pattern));
  }

  private static SortedMap<String, String> exposed() {
    SortedMap<String, String> all = MonitoringFiles.types(agentSays);
    all.putAll(MonitoringFiles.types(exporterSays));
    return all;
  }

  private static SortedSet<String> found(Pattern pattern, String text) {
    SortedSet<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(matcher.groupCount()));
    }
    return found;
  }

  @Test
  void theGuideHasEveryMetricThatIsExposedAndNoOther() throws Exception {
    SortedMap<String, String> rows = new TreeMap<>();
    Matcher matcher = ROW.matcher(Files.readString(Path.of("../docs/guide.md"), UTF_8));
    while (matcher.find()) {
      rows.put(matcher.group(1), matcher.group(2));
    }
    assertThat(rows).isEqualTo(exposed()).hasSizeGreaterThan(20);
  }

  @Test
  void theGuideHasEveryAlertAndNoOther() throws Exception {
    SortedSet<String> alerts = found(ALERT, MonitoringFiles.text("orch-rules.yml"));
    assertThat(found(ALERT_ROW, Files.readString(Path.of("../docs/guide.md"), UTF_8)))
        .isEqualTo(alerts)
        .hasSizeGreaterThan(10);
    String tests = MonitoringFiles.text("orch-rules-test.yml");
    assertThat(alerts).allMatch(alert -> tests.contains("alertname=\"" + alert + "\""));
  }

  @Test
  void rulesAndPanelsAskForWhatIsExposed() throws Exception {
    SortedSet<String> names = new TreeSet<>(exposed().keySet());
    exposed()
        .forEach(
            (name, type) -> {
              if (type.equals("histogram") || type.equals("summary")) {
                names.add(name + "_sum");
                names.add(name + "_count");
                names.add(name + "_bucket");
              }
            });
    for (String file : List.of("orch-rules.yml", "orch-rules-test.yml", "grafana-dashboard.json")) {
      assertThat(found(NAME, MonitoringFiles.text(file))).as(file).isNotEmpty().isSubsetOf(names);
    }
  }

  @Test
  void everyPanelSaysWhatItShows() throws Exception {
    List<JsonNode> panels = MonitoringFiles.panels();
    assertThat(panels).hasSizeGreaterThan(10);
    for (JsonNode panel : panels) {
      String title = panel.path("title").asText();
      assertThat(title).isNotBlank();
      assertThat(panel.path("description").asText()).as(title).isNotBlank();
      assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
          .as(title)
          .isNotBlank();
      assertThat(panel.path("targets")).as(title).isNotEmpty();
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.path("expr").asText()).as(title).isNotBlank();
      }
    }
    assertThat(panels.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
  }

  @Test
  void promtoolFindsNothingWrongWithRulesConfigurationAndMetrics() throws Exception {
    Tool.require("promtool", "prometheus");
    assertThat(promtool("check", "rules", "orch-rules.yml")).contains("SUCCESS");
    assertThat(promtool("check", "config", "prometheus.yml"))
        .contains("is valid")
        .doesNotContain("FAILED");
    for (String scrape : List.of(agentSays, exporterSays)) {
      Path file = Files.writeString(dir.resolve("metrics.txt"), scrape, UTF_8);
      String metrics =
          Tool.run(dir, List.of("sh", "-c", "promtool check metrics < " + file + " && echo fine"));
      assertThat(metrics).isEqualTo("fine\n");
    }
  }

  @Test
  void eachAlertFiresWhenItShouldAndNotBefore() throws Exception {
    Tool.require("promtool", "prometheus");
    String result = promtool("test", "rules", "orch-rules-test.yml");
    assertThat(result).contains("SUCCESS").doesNotContain("FAILED");
  }

  /** About a file that is shipped; what it says. */
  private static String promtool(String verb, String what, String file) throws Exception {
    return Tool.run(
        dir, List.of("promtool", verb, what, MonitoringFiles.DIRECTORY.resolve(file).toString()));
  }
}

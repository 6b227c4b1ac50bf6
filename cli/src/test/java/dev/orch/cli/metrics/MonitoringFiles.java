package dev.orch.cli.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the distribution has for Prometheus and Grafana. */
final class MonitoringFiles {
  static final Path DIRECTORY =
      Path.of("../distribution/src/main/monitoring").toAbsolutePath().normalize();
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

  private MonitoringFiles() {}

  /**
   * A query of a panel.
   *
   * @param panel its title
   */
  record Query(String panel, String expression) {
    /** As Grafana asks it when everything is chosen. */
    String everything() {
      return expression
          .replace("$project", ".*")
          .replace("$component", ".*")
          .replace("$__rate_interval", "2m");
    }
  }

  static String text(String name) throws IOException {
    return Files.readString(DIRECTORY.resolve(name), StandardCharsets.UTF_8);
  }

  static List<JsonNode> panels() throws IOException {
    List<JsonNode> panels = new ArrayList<>();
    JSON.readTree(text("grafana-dashboard.json")).path("panels").forEach(panels::add);
    return panels;
  }

  static List<Query> queries() throws IOException {
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(new Query(panel.path("title").asText(), target.path("expr").asText()));
      }
    }
    return queries;
  }

  /** The metrics of a scrape, each with its type. */
  static SortedMap<String, String> types(String scrape) {
    SortedMap<String, String> types = new TreeMap<>();
    Matcher matcher = TYPE.matcher(scrape);
    while (matcher.find()) {
      types.put(matcher.group(1), matcher.group(2));
    }
    return types;
  }
}

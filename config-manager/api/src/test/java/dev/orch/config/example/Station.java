package dev.orch.config.example;

import dev.orch.config.Configuration;
import dev.orch.config.ConfigurationFactory;
import dev.orch.config.ConfigurationManager;
import dev.orch.config.TypedProperties;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

public final class Station {
  private Station() {}

  public static void main(String[] args) throws IOException {
    try (ConfigurationManager manager =
            ConfigurationFactory.getConfigurationManager(
                "station", Path.of("etc/station.properties"));
        BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      report("started", manager.loadConfiguration());
      manager.addListener(change -> report("changed " + change.properties(), change.after()));
      // A real one would serve requests; this one reloads for every line and ends with the input.
      while (commands.readLine() != null) {
        manager.loadConfiguration();
      }
    }
  }

  private static void report(String what, Configuration configuration) {
    TypedProperties properties = configuration.properties();
    System.out.printf(
        "%s: port %d, polls every %s, %d bytes of sites from %s%n",
        what,
        properties.getInt("station.port"),
        properties.getDuration("station.poll"),
        configuration.bytes("etc/sites.csv").length,
        configuration.revision().isPresent()
            ? "revision " + configuration.revision().getAsLong()
            : "local files");
  }
}

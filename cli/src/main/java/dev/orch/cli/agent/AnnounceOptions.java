package dev.orch.cli.agent;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.UsageException;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.Endpoints;
import dev.orch.model.instance.Labels;
import dev.orch.model.settings.CommaList;
import dev.orch.model.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an instance says of itself, so that others can find and choose it. */
final class AnnounceOptions {
  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Where in the fleet this instance stands, for example rack=a. May be repeated.")
  List<String> labels = new ArrayList<>();

  @Option(
      names = "--endpoint",
      paramLabel = "NAME=HOST:PORT",
      description =
          "Where others reach it, for example rpc=node-7:9000; 'orch instances' and"
              + " applications are told. May be repeated.")
  List<String> endpoints = new ArrayList<>();

  /** What options say, otherwise settings, otherwise nothing. */
  Announcement announcement(CliSettings settings) {
    return new Announcement(
        settings
            .value(option("--label", labels, Labels::parse), Setting.LABELS, listOf(Labels::parse))
            .orElse(Labels.NONE),
        settings
            .value(
                option("--endpoint", endpoints, Endpoints::parse),
                Setting.ENDPOINTS,
                listOf(Endpoints::parse))
            .orElse(Endpoints.NONE));
  }

  private static <T> Function<String, T> listOf(Function<List<String>, T> parse) {
    return text -> parse.apply(CommaList.split(text));
  }

  private static <T> @Nullable T option(
      String name, List<String> given, Function<List<String>, T> parse) {
    if (given.isEmpty()) {
      return null;
    }
    try {
      return parse.apply(given);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          name + ": " + e.getMessage(), "See 'orch agent --help' for examples.", e);
    }
  }
}

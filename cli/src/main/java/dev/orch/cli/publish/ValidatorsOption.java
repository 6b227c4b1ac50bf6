package dev.orch.cli.publish;

import dev.orch.publisher.PublisherSettings;
import picocli.CommandLine.Option;

/** For commands that judge a tree before it is published. */
final class ValidatorsOption {
  @Option(
      names = "--no-validators",
      description = "Run none of the commands that component.yaml names under validators.")
  boolean none;

  PublisherSettings applyTo(PublisherSettings settings) {
    return none ? settings.withoutValidators() : settings;
  }
}

package dev.orch.config;

import dev.orch.model.ComponentName;

/** What every manager answers once it is closed. */
final class ManagerClosed {
  private ManagerClosed() {}

  static ConfigurationException exception(ComponentName component) {
    return new ConfigurationException(
        "the configuration manager of " + component + " is closed",
        "Use it before close(), or make another.",
        null);
  }
}

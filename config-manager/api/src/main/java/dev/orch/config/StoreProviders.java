package dev.orch.config;

import dev.orch.model.store.StoreProvider;
import java.util.ServiceLoader;

/** Finds the store that is on the class path. */
final class StoreProviders {
  private StoreProviders() {}

  /**
   * The first that {@link ServiceLoader} finds beside this class.
   *
   * @throws ConfigurationException when there is none
   */
  static StoreProvider find() {
    return ServiceLoader.load(StoreProvider.class, StoreProviders.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "distributed mode needs a store, and none is on the class path",
                    "Add dev.orch:orch-zookeeper to the run-time class path.",
                    null));
  }
}

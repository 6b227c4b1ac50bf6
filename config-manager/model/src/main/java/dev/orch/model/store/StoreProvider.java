package dev.orch.model.store;

/** Finds a kind of store by {@link java.util.ServiceLoader}. */
public interface StoreProvider {
  /**
   * Begins to connect and returns at once.
   *
   * @throws dev.orch.model.InvalidInputException when the connect string is not well-formed
   */
  Store open(StoreSettings settings);
}

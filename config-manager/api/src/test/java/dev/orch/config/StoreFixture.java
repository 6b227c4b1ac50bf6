package dev.orch.config;

import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;

/** A store that can be out of reach for a while. */
interface StoreFixture extends AutoCloseable {
  /** For managers. */
  StoreProvider provider();

  /** With a short connect timeout. */
  StoreSettings settings();

  /** For the test itself, to publish; connected while the store is in reach. */
  Store store();

  /** From now on nobody reaches it. */
  void goAway() throws Exception;

  /** It is there again, with all it had. */
  void comeBack() throws Exception;
}

package dev.orch.model.home;

import dev.orch.model.settings.Settings;
import java.io.IOException;
import java.net.URI;

/**
 * Opens homes on file systems that need libraries of their own, whatever their schemes are. Found
 * by {@link java.util.ServiceLoader} where those libraries are.
 */
public interface RemoteHomes {
  /**
   * Opens a home, which need not exist yet.
   *
   * @throws dev.orch.model.InvalidInputException when there is nothing that reads such places
   * @throws dev.orch.model.StoreUnavailableException when the file system cannot be reached
   * @throws dev.orch.model.RefusedException when it does not let us in
   */
  RemoteHome open(URI location, Settings settings) throws IOException;
}

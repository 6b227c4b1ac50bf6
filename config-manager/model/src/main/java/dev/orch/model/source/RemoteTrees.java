package dev.orch.model.source;

import dev.orch.model.settings.Settings;
import java.io.IOException;
import java.net.URI;

/**
 * Opens trees on file systems that need libraries of their own, whatever their schemes are. Found
 * by {@link java.util.ServiceLoader} where those libraries are; a plug-in that knows one scheme is
 * a {@link SourceTreeProvider} instead.
 */
public interface RemoteTrees {
  /**
   * Opens a tree, which need not exist until it is listed; to be closed if it is {@link
   * AutoCloseable}.
   *
   * @throws dev.orch.model.InvalidInputException when there is nothing that reads such trees
   * @throws dev.orch.model.StoreUnavailableException when the file system cannot be reached
   * @throws dev.orch.model.RefusedException when it does not let us in
   */
  SourceTree open(URI location, Settings settings) throws IOException;
}

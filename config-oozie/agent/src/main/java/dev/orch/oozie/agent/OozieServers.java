package dev.orch.oozie.agent;

import dev.orch.oozie.server.OozieServer;
import java.net.URI;

/** Reaches Oozie servers. */
@FunctionalInterface
public interface OozieServers {
  /**
   * The one there; nothing is asked of it yet.
   *
   * @param user whom calls are made as
   */
  OozieServer open(URI url, String user);
}

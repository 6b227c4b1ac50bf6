package dev.orch.oozie.agent;

import dev.orch.oozie.job.Caller;
import dev.orch.oozie.server.OozieServer;
import java.net.URI;

/** Reaches Oozie servers. */
@FunctionalInterface
public interface OozieServers {
  /**
   * The one there; nothing is asked of it yet.
   *
   * @throws dev.orch.model.OrchException as {@link dev.orch.oozie.deploy.JobPlatform#server}
   */
  OozieServer open(URI url, Caller caller);
}

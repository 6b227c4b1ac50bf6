package dev.orch.oozie.deploy;

import dev.orch.model.settings.Settings;
import dev.orch.oozie.job.Caller;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.net.URI;

/** Reaches what jobs live on. Found by {@link java.util.ServiceLoader}. */
public interface JobPlatform {
  /**
   * Opens a home, which need not exist.
   *
   * @param location a URI of a file system that Hadoop knows
   * @throws dev.orch.model.InvalidInputException when it is none
   * @throws dev.orch.model.StoreUnavailableException when the file system cannot be reached
   * @throws dev.orch.model.RefusedException when it does not let us in
   */
  JobHome home(URI location, Settings settings) throws IOException;

  /**
   * A directory of its own, of a random name, for files that Oozie only looks at.
   *
   * @param below a URI of a file system that Hadoop knows; where it is made
   * @throws dev.orch.model.InvalidInputException when it is none
   * @throws dev.orch.model.StoreUnavailableException when the file system cannot be reached
   */
  JobScratch scratch(URI below, Settings settings) throws IOException;

  /**
   * The Oozie server there; nothing is asked of it yet.
   *
   * @param url its base, such as {@code http://oozie.example.org:11000/oozie}
   * @throws dev.orch.model.InvalidInputException when the settings are wrong about Kerberos
   * @throws dev.orch.model.RefusedException when it is to be Kerberos, and that does not let us in
   * @throws dev.orch.model.StoreUnavailableException when that cannot be reached
   */
  OozieServer server(URI url, Caller caller, Settings settings);
}

package dev.orch.oozie.home;

import dev.orch.hadoop.HadoopFileSystems;
import dev.orch.hadoop.HadoopSettings;
import dev.orch.model.settings.Settings;
import dev.orch.oozie.client.OozieConnection;
import dev.orch.oozie.deploy.JobHome;
import dev.orch.oozie.deploy.JobPlatform;
import dev.orch.oozie.deploy.JobScratch;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;

/** Oozie over HTTP, and homes on Hadoop's file systems. */
public final class HadoopJobPlatform implements JobPlatform {
  /** Called by {@link java.util.ServiceLoader}. */
  public HadoopJobPlatform() {}

  @Override
  public JobHome home(URI location, Settings settings) throws IOException {
    HadoopFileSystems fileSystems = HadoopFileSystems.open(HadoopSettings.of(settings));
    try {
      return new HadoopJobHome(fileSystems, fileSystems.directory(location), writer());
    } catch (IOException | RuntimeException e) {
      fileSystems.close();
      throw e;
    }
  }

  @Override
  public JobScratch scratch(URI below, Settings settings) throws IOException {
    HadoopFileSystems fileSystems = HadoopFileSystems.open(HadoopSettings.of(settings));
    try {
      return new HadoopJobScratch(fileSystems, fileSystems.directory(below));
    } catch (IOException | RuntimeException e) {
      fileSystems.close();
      throw e;
    }
  }

  private static String writer() {
    return System.getProperty("user.name")
        + "@"
        + hostName()
        + " (process "
        + ProcessHandle.current().pid()
        + ")";
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "unknown-host";
    }
  }

  @Override
  public OozieServer server(URI url, String user, Settings settings) {
    return OozieConnection.of(url, user).open();
  }
}

package dev.orch.oozie.home;

import dev.orch.hadoop.HadoopDirectory;
import dev.orch.hadoop.HadoopFileSystems;
import dev.orch.hadoop.HadoopLogin;
import dev.orch.hadoop.HadoopSettings;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.RefusedException;
import dev.orch.model.home.HomeDocument;
import dev.orch.model.settings.Setting;
import dev.orch.model.settings.Settings;
import dev.orch.oozie.client.OozieConnection;
import dev.orch.oozie.client.Tickets;
import dev.orch.oozie.deploy.JobHome;
import dev.orch.oozie.deploy.JobPlatform;
import dev.orch.oozie.deploy.JobScratch;
import dev.orch.oozie.job.Authentication;
import dev.orch.oozie.job.Caller;
import dev.orch.oozie.server.OozieServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;

/** Oozie over HTTP, and homes on Hadoop's file systems. */
public final class HadoopJobPlatform implements JobPlatform {
  /** Called by {@link java.util.ServiceLoader}. */
  public HadoopJobPlatform() {}

  @Override
  public JobHome home(URI location, Settings settings) throws IOException {
    HadoopFileSystems fileSystems = HadoopFileSystems.open(HadoopSettings.of(settings));
    try {
      HadoopDirectory directory = fileSystems.directory(location);
      if (HomeDocument.among(directory.names(HomeDocument.DIRECTORY))
          .filter(HomeDocument.FILES::equals)
          .isPresent()) {
        throw new RefusedException(
            "home " + location + " holds files of a component that is none of jobs",
            "Give the jobs another home.");
      }
      return new HadoopJobHome(fileSystems, directory, writer());
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
  public OozieServer server(URI url, Caller caller, Settings settings) {
    OozieConnection connection = OozieConnection.of(url, caller.user());
    Authentication authentication =
        caller.authentication() != null ? caller.authentication() : otherwise(settings);
    return authentication == Authentication.KERBEROS
        ? connection.open(new LoginTickets(HadoopLogin.open(HadoopSettings.of(settings))))
        : connection.open();
  }

  private static Authentication otherwise(Settings settings) {
    try {
      return settings
          .get(Setting.OOZIE_AUTH)
          .map(Authentication::named)
          .orElse(Authentication.SIMPLE);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "could not call Oozie",
          List.of(new Problem(Setting.OOZIE_AUTH.property(), String.valueOf(e.getMessage()))),
          e);
    }
  }

  private record LoginTickets(HadoopLogin login) implements Tickets {
    @Override
    public String principal() {
      return login.principal();
    }

    @Override
    public <T> T use(Callable<T> action) throws Exception {
      return login.call(action);
    }

    @Override
    public void close() {
      login.close();
    }
  }
}

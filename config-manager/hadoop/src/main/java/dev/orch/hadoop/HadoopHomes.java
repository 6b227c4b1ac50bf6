package dev.orch.hadoop;

import dev.orch.model.home.RemoteHome;
import dev.orch.model.home.RemoteHomes;
import dev.orch.model.settings.Settings;
import java.io.IOException;
import java.net.URI;

/** Homes on every file system that Hadoop knows. */
public final class HadoopHomes implements RemoteHomes {
  /** Called by {@link java.util.ServiceLoader}. */
  public HadoopHomes() {}

  @Override
  public RemoteHome open(URI location, Settings settings) throws IOException {
    HadoopFileSystems fileSystems = HadoopFileSystems.open(HadoopSettings.of(settings));
    try {
      return new HadoopHome(fileSystems, fileSystems.directory(location));
    } catch (IOException | RuntimeException e) {
      fileSystems.close();
      throw e;
    }
  }
}

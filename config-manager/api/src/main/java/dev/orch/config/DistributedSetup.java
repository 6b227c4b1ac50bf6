package dev.orch.config;

import dev.orch.engine.HomeOptions;
import dev.orch.engine.LocalHome;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.Announcement;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a distributed manager is made of.
 *
 * @param instance the host's name if it was not said
 * @param announced reported by an instance that keeps its home itself
 * @param home absolute
 * @param propertiesFiles in the order in which they are merged
 */
record DistributedSetup(
    ProjectName project,
    ComponentName component,
    @Nullable InstanceId instance,
    Announcement announced,
    Path home,
    List<ConfigPath> propertiesFiles,
    StoreProvider storeProvider,
    StoreSettings storeSettings,
    TimeLimits limits,
    PropertiesExport export) {
  private static final Logger LOG = System.getLogger(DistributedSetup.class.getName());

  DistributedSetup {
    propertiesFiles = List.copyOf(propertiesFiles);
  }

  /** Takes the home if it is free, follows it otherwise. */
  ConfigurationManager start() {
    HomeReader reader = new HomeReader(home, propertiesFiles, limits.load());
    CurrentConfiguration current = new CurrentConfiguration(component, export);
    LazyStore store = new LazyStore(storeProvider, storeSettings);
    try {
      HomeFeed feed = feed(reader, current, store);
      return new DistributedManager(project, component, store, feed, current, limits);
    } catch (RuntimeException e) {
      current.close();
      store.close();
      throw e;
    }
  }

  private HomeFeed feed(HomeReader reader, CurrentConfiguration current, LazyStore store) {
    try {
      LocalHome own = LocalHome.openIfFree(home, HomeOptions.DEFAULT).orElse(null);
      if (own != null) {
        return EngineFeed.start(this, store::get, own, reader, current);
      }
      LOG.log(Level.INFO, "{0}: follows {1}, which someone else keeps", component, home);
      return new FollowFeed(this, reader, current);
    } catch (IOException e) {
      throw new ConfigurationException(
          "the home " + home + " cannot be used: " + e,
          "See that the directory can be made and written by this user.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfigurationException(
          "interrupted while the home " + home + " was opened", "Try again.", e);
    }
  }
}

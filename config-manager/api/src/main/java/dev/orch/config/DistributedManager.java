package dev.orch.config;

import dev.orch.engine.Resources;
import dev.orch.model.ComponentName;
import dev.orch.model.OrchException;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.revision.Subscription;
import dev.orch.model.store.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands out what a home holds that follows the store. */
final class DistributedManager implements ConfigurationManager {
  private static final Logger LOG = System.getLogger(DistributedManager.class.getName());

  private final ProjectName project;
  private final ComponentName component;
  private final LazyStore store;
  private final HomeFeed feed;
  private final CurrentConfiguration current;
  private final Duration loadLimit;
  private final Duration followPeriod;
  private final Set<InstanceFollower> followers = new HashSet<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Creates it from its parts, which it closes. */
  DistributedManager(
      ProjectName project,
      ComponentName component,
      LazyStore store,
      HomeFeed feed,
      CurrentConfiguration current,
      TimeLimits limits) {
    this.project = project;
    this.component = component;
    this.store = store;
    this.feed = feed;
    this.current = current;
    this.loadLimit = limits.load();
    this.followPeriod = limits.reconcileInterval();
  }

  @Override
  public ComponentName component() {
    return component;
  }

  @Override
  public Configuration loadConfiguration() {
    requireOpen();
    Optional<OrchException> problem = look();
    if (problem.isEmpty()) {
      return current.get().orElseThrow(() -> ManagerClosed.exception(component));
    }
    OrchException reason = problem.get();
    current.failed(reason);
    Configuration fallback = current.get().isPresent() ? null : feed.lastKnownGood().orElse(null);
    if (fallback == null) {
      throw reason;
    }
    LOG.log(
        Level.WARNING,
        "{0}: going on with {1}, which the home holds from before",
        component,
        fallback);
    return current.fallBack(fallback.withWarning(String.valueOf(reason.getMessage())));
  }

  /** What is wrong after a look, if anything. */
  private Optional<OrchException> look() {
    try {
      return feed.look();
    } catch (OrchException e) {
      return Optional.of(e);
    } catch (TimeoutException e) {
      return Optional.of(
          new ConfigurationException(
              "the configuration of "
                  + component
                  + " was not in place within "
                  + loadLimit.toSeconds()
                  + " s",
              "Load again later; the manager goes on by itself.",
              e));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private ConfigurationException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new ConfigurationException(
        "interrupted while waiting for the configuration of " + component, "Ask again.", cause);
  }

  @Override
  public Optional<Configuration> current() {
    return current.get();
  }

  @Override
  public void addListener(ConfigurationListener listener) {
    current.addListener(listener);
  }

  @Override
  public void removeListener(ConfigurationListener listener) {
    current.removeListener(listener);
  }

  @Override
  public List<InstanceStatus> instances() {
    return instances(component);
  }

  @Override
  public List<InstanceStatus> instances(String ofComponent) {
    return instances(new ComponentName(ofComponent));
  }

  private List<InstanceStatus> instances(ComponentName ofComponent) {
    requireOpen();
    try {
      Store opened = store.get();
      opened.awaitConnected(store.connectTimeout());
      return opened.instances().instances(project, ofComponent);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public Subscription watchInstances(String ofComponent, InstancesListener listener) {
    ComponentName name = new ComponentName(ofComponent);
    synchronized (followers) {
      requireOpen();
      InstanceFollower follower =
          InstanceFollower.start(project, name, store.get(), followPeriod, listener);
      followers.add(follower);
      return () -> {
        follower.close();
        synchronized (followers) {
          followers.remove(follower);
        }
      };
    }
  }

  private List<InstanceFollower> takeFollowers() {
    synchronized (followers) {
      List<InstanceFollower> all = List.copyOf(followers);
      followers.clear();
      return all;
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw ManagerClosed.exception(component);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Resources closing = new Resources();
      closing.add(store::close);
      closing.add(current::close);
      closing.add(feed::close);
      takeFollowers().forEach(follower -> closing.add(follower::close));
      closing.close();
    }
  }
}

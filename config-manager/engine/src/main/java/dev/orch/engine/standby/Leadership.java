package dev.orch.engine.standby;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.instance.InstanceRegistry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Which of several agents acts for a home: the one that is noted there, as long as it is live. When
 * it is not, whoever notes itself first takes over, and the former one's next note is refused.
 */
public final class Leadership implements Standby {
  private static final Logger LOG = System.getLogger(Leadership.class.getName());

  private static final int MAX_TRIES = 3;

  private final HomeNotes home;
  private final InstanceRegistry registry;
  private final ProjectName project;
  private final ComponentName component;
  private final InstanceId self;

  /**
   * Creates it from its parts.
   *
   * @param self who asks
   */
  public Leadership(
      HomeNotes home,
      InstanceRegistry registry,
      ProjectName project,
      ComponentName component,
      InstanceId self) {
    this.home = home;
    this.registry = registry;
    this.project = project;
    this.component = component;
    this.self = self;
  }

  /**
   * Who acts, if it is another; when nobody does, this one does from now on.
   *
   * @throws RefusedException when others take over all the time
   */
  @Override
  public Optional<InstanceId> another() throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      Optional<InstanceId> leader = home.leader();
      if (leader.isPresent() && leader.get().equals(self)) {
        return Optional.empty();
      }
      if (leader.isPresent() && isLive(leader.get())) {
        return leader;
      }
      try {
        home.takeOver(self);
        LOG.log(
            Level.INFO,
            "acts for {0}{1}",
            home.location(),
            leader.map(former -> " in place of " + former).orElse(""));
        return Optional.empty();
      } catch (RefusedException e) {
        // Another was quicker; it is looked at again.
        if (tries == MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  private boolean isLive(InstanceId id) throws InterruptedException {
    return registry.instances(project).stream()
        .anyMatch(
            status ->
                status.component().equals(component) && status.id().equals(id) && status.live());
  }

  /** Lets another act at once. */
  public void resign() throws IOException {
    if (home.leader().filter(self::equals).isPresent()) {
      home.takeOver(null);
    }
  }
}

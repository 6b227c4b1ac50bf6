package dev.orch.agent;

import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.process.ChildSettings;
import dev.orch.engine.HomeOptions;
import dev.orch.engine.observe.InstanceObserver;
import dev.orch.model.instance.Announcement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an agent is told. */
public final class AgentConfig {
  /** The longest time between two looks when nothing else is said. */
  public static final Duration DEFAULT_RECONCILE_INTERVAL = Duration.ofSeconds(30);

  /** How long an apply under way may go on when the agent ends, when nothing else is said. */
  public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final InstanceIdentity identity;
  private final Path home;
  private final HomeOptions homeOptions;
  private final String host;
  private final Announcement announced;
  private final Duration reconcileInterval;
  private final Duration closeTimeout;
  private final CommandOverrides commands;
  private final @Nullable ChildSettings child;
  private final boolean keepsOutput;
  private final InstanceObserver observer;

  private AgentConfig(Draft draft) {
    this.identity = draft.identity;
    this.home = draft.home;
    this.homeOptions = draft.homeOptions;
    this.host = draft.host;
    this.announced = draft.announced;
    this.reconcileInterval = draft.reconcileInterval;
    this.closeTimeout = draft.closeTimeout;
    this.commands = draft.commands;
    this.child = draft.child;
    this.keepsOutput = draft.keepsOutput;
    this.observer = draft.observer;
  }

  /** All of it, while something is changed. */
  private static final class Draft {
    final InstanceIdentity identity;
    final Path home;
    final String host;
    HomeOptions homeOptions = HomeOptions.DEFAULT;
    Announcement announced = Announcement.NONE;
    Duration reconcileInterval = DEFAULT_RECONCILE_INTERVAL;
    Duration closeTimeout = DEFAULT_CLOSE_TIMEOUT;
    CommandOverrides commands = CommandOverrides.NONE;
    @Nullable ChildSettings child;
    boolean keepsOutput;
    InstanceObserver observer = InstanceObserver.NONE;

    Draft(InstanceIdentity identity, Path home, String host) {
      this.identity = identity;
      this.home = home;
      this.host = host;
    }
  }

  private AgentConfig changed(Consumer<Draft> change) {
    Draft draft = new Draft(identity, home, host);
    draft.homeOptions = homeOptions;
    draft.announced = announced;
    draft.reconcileInterval = reconcileInterval;
    draft.closeTimeout = closeTimeout;
    draft.commands = commands;
    draft.child = child;
    draft.keepsOutput = keepsOutput;
    draft.observer = observer;
    change.accept(draft);
    return new AgentConfig(draft);
  }

  /** With the defaults for all else: no child, no commands of its own. */
  public static AgentConfig of(InstanceIdentity identity, Path home, String host) {
    return new AgentConfig(new Draft(identity, home, host));
  }

  /** The same, treating the home so. */
  public AgentConfig withHomeOptions(HomeOptions options) {
    return changed(draft -> draft.homeOptions = options);
  }

  /** The same, with these labels and endpoints. */
  public AgentConfig withAnnouncement(Announcement announcement) {
    return changed(draft -> draft.announced = announcement);
  }

  /**
   * The same, with this as the longest time between two looks.
   *
   * @throws IllegalArgumentException when it is not above zero
   */
  public AgentConfig withReconcileInterval(Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("expected an interval above zero, found " + interval);
    }
    return changed(draft -> draft.reconcileInterval = interval);
  }

  /**
   * The same, with this as the time that an apply under way may go on when the agent ends.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public AgentConfig withCloseTimeout(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("expected a time limit of 0 or more, found " + timeout);
    }
    return changed(draft -> draft.closeTimeout = timeout);
  }

  /** The same, with commands that count more than those of the component. */
  public AgentConfig withCommands(CommandOverrides overrides) {
    return changed(draft -> draft.commands = overrides);
  }

  /** The same, owning a child. */
  public AgentConfig withChild(ChildSettings settings) {
    return changed(draft -> draft.child = settings);
  }

  /**
   * The same, where a child's output goes into the home, for others to ask for, instead of where
   * its settings say.
   */
  public AgentConfig withKeptOutput() {
    return changed(draft -> draft.keepsOutput = true);
  }

  /** The same, with someone who is told what the agent does. */
  public AgentConfig withObserver(InstanceObserver told) {
    return changed(draft -> draft.observer = told);
  }

  /** Whether a child's output is kept in the home. */
  public boolean keepsOutput() {
    return keepsOutput;
  }

  public InstanceIdentity identity() {
    return identity;
  }

  public Path home() {
    return home;
  }

  public HomeOptions homeOptions() {
    return homeOptions;
  }

  /** The name of the node, for reports. */
  public String host() {
    return host;
  }

  /** Its labels and endpoints. */
  public Announcement announced() {
    return announced;
  }

  public Duration reconcileInterval() {
    return reconcileInterval;
  }

  public Duration closeTimeout() {
    return closeTimeout;
  }

  public CommandOverrides commands() {
    return commands;
  }

  /** Who is told what the agent does. */
  public InstanceObserver observer() {
    return observer;
  }

  /** The child that the agent owns, if it owns one; it then is the trigger of every component. */
  public Optional<ChildSettings> child() {
    return Optional.ofNullable(child);
  }
}

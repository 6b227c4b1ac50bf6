package dev.orch.agent;

import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.process.ChildSettings;
import dev.orch.engine.HomeOptions;
import dev.orch.model.instance.Announcement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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

  private AgentConfig(
      InstanceIdentity identity,
      Path home,
      HomeOptions homeOptions,
      String host,
      Announcement announced,
      Duration reconcileInterval,
      Duration closeTimeout,
      CommandOverrides commands,
      @Nullable ChildSettings child,
      boolean keepsOutput) {
    this.identity = identity;
    this.home = home;
    this.homeOptions = homeOptions;
    this.host = host;
    this.announced = announced;
    this.reconcileInterval = reconcileInterval;
    this.closeTimeout = closeTimeout;
    this.commands = commands;
    this.child = child;
    this.keepsOutput = keepsOutput;
  }

  /** With the defaults for all else: no child, no commands of its own. */
  public static AgentConfig of(InstanceIdentity identity, Path home, String host) {
    return new AgentConfig(
        identity,
        home,
        HomeOptions.DEFAULT,
        host,
        Announcement.NONE,
        DEFAULT_RECONCILE_INTERVAL,
        DEFAULT_CLOSE_TIMEOUT,
        CommandOverrides.NONE,
        null,
        false);
  }

  /** The same, treating the home so. */
  public AgentConfig withHomeOptions(HomeOptions options) {
    return new AgentConfig(
        identity,
        home,
        options,
        host,
        announced,
        reconcileInterval,
        closeTimeout,
        commands,
        child,
        keepsOutput);
  }

  /** The same, with these labels and endpoints. */
  public AgentConfig withAnnouncement(Announcement announcement) {
    return new AgentConfig(
        identity,
        home,
        homeOptions,
        host,
        announcement,
        reconcileInterval,
        closeTimeout,
        commands,
        child,
        keepsOutput);
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
    return new AgentConfig(
        identity,
        home,
        homeOptions,
        host,
        announced,
        interval,
        closeTimeout,
        commands,
        child,
        keepsOutput);
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
    return new AgentConfig(
        identity,
        home,
        homeOptions,
        host,
        announced,
        reconcileInterval,
        timeout,
        commands,
        child,
        keepsOutput);
  }

  /** The same, with commands that count more than those of the component. */
  public AgentConfig withCommands(CommandOverrides overrides) {
    return new AgentConfig(
        identity,
        home,
        homeOptions,
        host,
        announced,
        reconcileInterval,
        closeTimeout,
        overrides,
        child,
        keepsOutput);
  }

  /** The same, owning a child. */
  public AgentConfig withChild(ChildSettings settings) {
    return new AgentConfig(
        identity,
        home,
        homeOptions,
        host,
        announced,
        reconcileInterval,
        closeTimeout,
        commands,
        settings,
        keepsOutput);
  }

  /**
   * The same, where a child's output goes into the home, for others to ask for, instead of where
   * its settings say.
   */
  public AgentConfig withKeptOutput() {
    return new AgentConfig(
        identity,
        home,
        homeOptions,
        host,
        announced,
        reconcileInterval,
        closeTimeout,
        commands,
        child,
        true);
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

  /** The child that the agent owns, if it owns one; it then is the trigger of every component. */
  public Optional<ChildSettings> child() {
    return Optional.ofNullable(child);
  }
}

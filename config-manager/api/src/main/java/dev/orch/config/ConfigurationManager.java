package dev.orch.config;

import dev.orch.model.ComponentName;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.revision.Subscription;
import java.util.List;
import java.util.Optional;

/**
 * Gives an application its configuration, from local files or from the store, in the same way. Made
 * by {@link ConfigurationFactory}. Safe for use by several threads.
 *
 * <pre>{@code
 * try (ConfigurationManager manager =
 *     ConfigurationFactory.getConfigurationManager("file-mgr", Path.of("etc/filemgr.properties"))) {
 *   Configuration configuration = manager.loadConfiguration();
 *   int port = configuration.properties().getInt("filemgr.port");
 *   Path policy = configuration.path("policy/product-types.xml");
 *   manager.addListener(change -> server.reconfigure(change.after()));
 *   server.run();
 * }
 * }</pre>
 *
 * <h2>The two modes</h2>
 *
 * <p><b>Standalone</b> (the default): reads the given files each time {@link #loadConfiguration} is
 * called. There is no thread and no network.
 *
 * <p><b>Distributed</b> (system property {@code orch.config.distributed=true}): the component's
 * home follows what is published in the store. If an agent keeps the home, the manager reads what
 * the agent put there; otherwise it keeps the home itself, as an agent without a command to run
 * would, and reports itself as an instance. Whichever it is was decided when the manager was made.
 *
 * <h2>What is promised</h2>
 *
 * <ul>
 *   <li>A configuration is never a mix of two revisions, nor half of one.
 *   <li>A listener is told once of each revision that the manager sees, also across reconnects.
 *   <li>A failure is never silent: {@link #loadConfiguration} throws, or falls back in the one way
 *       that it describes; listeners are told; and the manager tries again by itself.
 * </ul>
 */
public interface ConfigurationManager extends AutoCloseable {
  /** Whose configuration it is. */
  ComponentName component();

  /**
   * Loads the newest configuration.
   *
   * <p>Standalone: reads the files now.
   *
   * <p>Distributed: looks at the store, puts a new revision in place if there is one, and returns
   * the revision that is in the home then. While the store is out of reach, or what is published
   * cannot be put in place, the <em>first</em> call falls back on the complete revision that the
   * home holds from before, if any, with {@link Configuration#warning()} set: an application can
   * start without the store. Later calls throw; the application has an older configuration already,
   * see {@link #current()}.
   *
   * @throws dev.orch.model.InvalidInputException when files are missing, unreadable or malformed,
   *     listing all of them
   * @throws dev.orch.model.StoreUnavailableException when the store was not reached in time (8 s
   *     unless set otherwise)
   * @throws ConfigurationException when nothing is published for the component, what is published
   *     could not be put in place, the manager is closed, or the thread was interrupted (it stays
   *     so)
   */
  Configuration loadConfiguration();

  /**
   * The newest configuration that was loaded, by a call of {@link #loadConfiguration} or by the
   * manager itself; absent before the first. Costs nothing and never fails.
   */
  Optional<Configuration> current();

  /** Tells the listener of every configuration that becomes {@link #current()} from now on. */
  void addListener(ConfigurationListener listener);

  /** Begins no further call to the listener; one that has begun may still be running. */
  void removeListener(ConfigurationListener listener);

  /**
   * The instances of this component that ever reported, which revision each runs and which of them
   * are live; none in standalone mode.
   *
   * @throws dev.orch.model.StoreUnavailableException when the store is out of reach
   * @throws ConfigurationException when the manager is closed, or the thread was interrupted (it
   *     stays so)
   */
  List<InstanceStatus> instances();

  /**
   * The same of any component of the project, by name: which revision each instance runs, its
   * labels and endpoints, and whether it is live.
   *
   * @throws IllegalArgumentException when it is not a component's name
   * @throws dev.orch.model.StoreUnavailableException when the store is out of reach
   * @throws ConfigurationException when the manager is closed, or the thread was interrupted (it
   *     stays so)
   */
  List<InstanceStatus> instances(String component);

  /**
   * Tells the listener which instances of a component of the project are live: once as soon as that
   * is known, then whenever one joins, leaves or reports something else. While the store is out of
   * reach nothing is told, and nobody taken for gone; when it is back, what has changed is. Costs a
   * thread and, at each change, two small reads per instance. In standalone mode nothing is ever
   * told.
   *
   * @return ends it; closed with the manager at the latest
   * @throws IllegalArgumentException when it is not a component's name
   * @throws ConfigurationException when the manager is closed
   */
  Subscription watchInstances(String component, InstancesListener listener);

  /**
   * Ends all threads, leaves the registry, gives the home back and takes exported properties back.
   * The files stay. Bounded to a few seconds; closing again does nothing. Configurations that were
   * loaded stay valid.
   */
  @Override
  void close();
}

package dev.orch.config;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.Endpoints;
import dev.orch.model.instance.Labels;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.settings.Setting;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that can be said of a configuration manager, without any global setting. */
public final class ConfigurationManagerBuilder {
  /** How often a distributed manager looks at the store even if nothing tells it to. */
  public static final Duration DEFAULT_RECONCILE_INTERVAL = Duration.ofSeconds(60);

  private final String component;
  private List<Path> propertiesFiles = List.of();
  private boolean exportProperties;
  private Duration reconcileInterval = DEFAULT_RECONCILE_INTERVAL;
  private Duration loadTimeout = Duration.ofMinutes(2);
  private @Nullable Path home;
  private @Nullable String project;
  private @Nullable String instance;
  private Labels labels = Labels.NONE;
  private Endpoints endpoints = Endpoints.NONE;
  private @Nullable StoreSettings store;
  private @Nullable StoreProvider storeProvider;

  ConfigurationManagerBuilder(String component) {
    this.component = component;
  }

  /** The files that {@link Configuration#properties()} is made of, the last wins. */
  public ConfigurationManagerBuilder propertiesFiles(Collection<Path> files) {
    propertiesFiles = List.copyOf(files);
    return this;
  }

  /** Where the files are; needed in distributed mode, otherwise the working directory. */
  public ConfigurationManagerBuilder home(Path directory) {
    home = directory;
    return this;
  }

  /** Whether properties become system properties too; not unless said. */
  public ConfigurationManagerBuilder exportProperties(boolean whether) {
    exportProperties = whether;
    return this;
  }

  /** The project's name; needed in distributed mode. */
  public ConfigurationManagerBuilder project(String name) {
    project = name;
    return this;
  }

  /** By which name this instance is known; the host's name unless said. */
  public ConfigurationManagerBuilder instance(String id) {
    instance = id;
    return this;
  }

  /**
   * Where in the fleet this instance stands; nowhere in particular unless said. Where an agent
   * keeps the home, the agent's labels count.
   */
  public ConfigurationManagerBuilder labels(Labels place) {
    labels = place;
    return this;
  }

  /**
   * Where others reach this instance; none unless said. Where an agent keeps the home, the agent's
   * endpoints count.
   */
  public ConfigurationManagerBuilder endpoints(Endpoints reachable) {
    endpoints = reachable;
    return this;
  }

  /** How to reach the store; needed in distributed mode. */
  public ConfigurationManagerBuilder store(StoreSettings settings) {
    store = settings;
    return this;
  }

  /** Which kind of store; the one that {@link java.util.ServiceLoader} finds unless said. */
  public ConfigurationManagerBuilder storeProvider(StoreProvider provider) {
    storeProvider = provider;
    return this;
  }

  /** How often to look at the store even if nothing tells to. */
  public ConfigurationManagerBuilder reconcileInterval(Duration interval) {
    reconcileInterval = interval;
    return this;
  }

  /**
   * How long {@link ConfigurationManager#loadConfiguration} may take once the store is reached; 2
   * minutes unless said.
   */
  public ConfigurationManagerBuilder loadTimeout(Duration timeout) {
    loadTimeout = timeout;
    return this;
  }

  /**
   * A manager of local files.
   *
   * @throws InvalidInputException when the component's name is not legal
   */
  public ConfigurationManager standalone() {
    failIfAny(nameProblems());
    return new StandaloneManager(
        new ComponentName(component), home == null ? Path.of("") : home, propertiesFiles, export());
  }

  private PropertiesExport export() {
    return exportProperties
        ? new SystemPropertiesExport(System.getProperties())
        : PropertiesExport.NONE;
  }

  /**
   * A manager of the component's home, which follows the store. Returns at once, without waiting
   * for the store.
   *
   * @throws InvalidInputException when something is missing or not legal, listing all of it
   */
  public ConfigurationManager distributed() {
    List<Problem> problems = problems();
    if (!problems.isEmpty() || home == null || project == null || store == null) {
      throw invalid(problems);
    }
    Path directory = home.toAbsolutePath().normalize();
    return new DistributedSetup(
            new ProjectName(project),
            new ComponentName(component),
            instance == null ? null : new InstanceId(instance),
            new Announcement(labels, endpoints),
            directory,
            propertiesFiles.stream().map(file -> belowHome(directory, file)).toList(),
            storeProvider == null ? StoreProviders.find() : storeProvider,
            store,
            new TimeLimits(store.connectTimeout(), loadTimeout, reconcileInterval),
            export())
        .start();
  }

  private static ConfigPath belowHome(Path home, Path file) {
    return new ConfigPath(LocalFiles.nameOf(home, file));
  }

  /** What is missing or wrong for distributed mode. */
  List<Problem> problems() {
    List<Problem> problems = nameProblems();
    if (project == null) {
      problems.add(missing(Setting.PROJECT, "a project"));
    }
    if (home == null) {
      problems.add(missing(Setting.HOME, "a home directory"));
    }
    if (store == null) {
      problems.add(missing(Setting.ZK_CONNECT, "a connect string"));
    }
    if (home != null) {
      Path directory = home.toAbsolutePath().normalize();
      for (Path file : propertiesFiles) {
        add(problems, file.toString(), ConfigPath.problem(LocalFiles.nameOf(directory, file)));
      }
    }
    return problems;
  }

  private List<Problem> nameProblems() {
    List<Problem> problems = new ArrayList<>();
    add(problems, "component", ComponentName.problem(component));
    if (project != null) {
      add(problems, Setting.PROJECT.property(), ProjectName.problem(project));
    }
    if (instance != null) {
      add(problems, Setting.INSTANCE.property(), InstanceId.problem(instance));
    }
    return problems;
  }

  private static void add(List<Problem> problems, String where, Optional<String> what) {
    what.ifPresent(problem -> problems.add(new Problem(where, problem)));
  }

  private static Problem missing(Setting setting, String what) {
    String names =
        "system property "
            + setting.property()
            + " or environment variable "
            + setting.environment();
    return new Problem(setting.property(), "expected " + what + ", found none; set " + names);
  }

  static InvalidInputException invalid(Collection<Problem> problems) {
    return new InvalidInputException(
        "the settings of the configuration manager are not complete or not valid", problems);
  }

  private static void failIfAny(Collection<Problem> problems) {
    if (!problems.isEmpty()) {
      throw invalid(problems);
    }
  }
}

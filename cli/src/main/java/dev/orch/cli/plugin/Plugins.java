package dev.orch.cli.plugin;

import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.agent.trigger.TriggerSetup;
import dev.orch.cli.config.CliSettings;
import dev.orch.cli.hadoop.HadoopParts;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.output.Messages;
import dev.orch.cli.output.Printable;
import dev.orch.engine.Trigger;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Quoted;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jars in {@code plugins} of the installation. None is opened before something in one is
 * needed; then all are, each in a class loader of its own, and each that is broken is warned of
 * once. Closing closes the trees that were opened.
 */
public final class Plugins implements AutoCloseable {
  private static final String SEE = "See what there is with: orch plugins";

  private final Invocation invocation;
  private final @Nullable Path directory;
  private final Messages messages;
  private final List<Runnable> closings = new ArrayList<>();
  private @Nullable Loaded loaded;
  private boolean warned;

  private Plugins(Invocation invocation, @Nullable Path directory) {
    this.invocation = invocation;
    this.directory = directory;
    this.messages = invocation.messages();
  }

  /** Of this call's installation; none if the launcher did not say where that is. */
  public static Plugins of(Invocation invocation) {
    return new Plugins(
        invocation, invocation.installation().map(home -> home.resolve("plugins")).orElse(null));
  }

  /**
   * What was found.
   *
   * @param plugins by kind and name; none of those that share a name
   * @param shared by kind and name, what several jars claim
   * @param problems by file name
   */
  private record Loaded(
      List<Plugin> plugins, SortedMap<String, List<Plugin>> shared, List<PluginProblem> problems) {}

  /** Where they are looked for. */
  public Optional<Path> directory() {
    return Optional.ofNullable(directory);
  }

  /** Those that can be used, by kind and name. */
  public List<Plugin> found() {
    return load().plugins();
  }

  /** What cannot be used, and why, by file name. */
  public List<PluginProblem> problems() {
    return load().problems();
  }

  /** Makes the triggers of all plug-ins; a name that several claim can be asked for in vain. */
  public List<TriggerFactory> triggers() {
    Loaded all = loadAndWarn();
    List<TriggerFactory> factories = new ArrayList<>();
    for (Plugin plugin : all.plugins()) {
      if (plugin instanceof Plugin.OfTrigger trigger) {
        factories.add(new GuardedTrigger.Factory(trigger.jar(), trigger.name(), trigger.factory()));
      }
    }
    for (List<Plugin> claimants : all.shared().values()) {
      if (claimants.get(0) instanceof Plugin.OfTrigger) {
        factories.add(new Shared(claimants.get(0).name(), names(claimants)));
      }
    }
    return factories;
  }

  /**
   * Opens a tree: by the plug-in that knows its scheme, otherwise as Hadoop does.
   *
   * @throws UsageException when nothing opens such trees, or the plug-in that does fails
   * @throws dev.orch.model.StoreUnavailableException when Hadoop cannot reach it
   * @throws dev.orch.model.RefusedException when Hadoop's file system does not let us in
   */
  public SourceTree open(URI location) {
    String scheme = String.valueOf(location.getScheme()).toLowerCase(Locale.ROOT);
    Loaded all = loadAndWarn();
    for (Plugin plugin : all.plugins()) {
      if (plugin instanceof Plugin.OfTree tree && tree.name().equals(scheme)) {
        return open(tree, location);
      }
    }
    List<Plugin> claimants = all.shared().get("tree " + scheme);
    if (claimants != null) {
      throw new UsageException(
          names(claimants) + " each open trees of the scheme " + Quoted.of(scheme),
          "Remove all but one of them from " + directory + ".");
    }
    return openByHadoop(location, scheme);
  }

  private SourceTree openByHadoop(URI location, String scheme) {
    Exception why;
    try {
      SourceTree tree =
          HadoopParts.of(invocation)
              .trees()
              .open(location, CliSettings.of(invocation).withOptions(Map.of()));
      closings.add(() -> Foreign.close("Hadoop's client", tree));
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UsageException | InvalidInputException e) {
      why = e;
    }
    throw new UsageException(
        "no plug-in opens trees of the scheme " + Quoted.of(scheme) + ", nor does Hadoop's client",
        (directory == null ? "" : "Put the plug-in's jar into " + directory + ". ")
            + SEE
            + ". A directory of that name is ./"
            + Printable.of(location.toString()),
        why);
  }

  private SourceTree open(Plugin.OfTree plugin, URI location) {
    try {
      SourceTree tree =
          Foreign.<SourceTree, IOException, IOException>call(
              plugin.provider().getClass().getClassLoader(),
              () -> plugin.provider().open(location));
      if (tree == null) {
        throw new IOException("open() returned null");
      }
      GuardedTree guarded = new GuardedTree(plugin.jar(), location.toString(), tree);
      closings.add(guarded::close);
      return guarded;
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new UsageException(
          plugin.jar()
              + " cannot open "
              + Printable.of(location.toString())
              + ": "
              + Printable.of(
                  e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString()),
          "Check where the tree is; what its URI may look like says the plug-in's documentation.",
          e);
    }
  }

  @Override
  public void close() {
    for (Runnable closing : closings) {
      try {
        closing.run();
      } catch (IllegalStateException e) {
        log().log(Level.WARNING, "a tree could not be closed", e);
      }
    }
    closings.clear();
  }

  private Loaded loadAndWarn() {
    Loaded all = load();
    if (!warned) {
      warned = true;
      for (PluginProblem problem : all.problems()) {
        messages.line(
            "orch: warning: the plug-in "
                + Printable.of(problem.jar())
                + " "
                + Printable.of(problem.what()));
        messages.line("orch: " + problem.advice());
      }
    }
    return all;
  }

  private Loaded load() {
    Loaded all = loaded;
    if (all == null) {
      try {
        all = read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      loaded = all;
    }
    return all;
  }

  private Loaded read() throws IOException {
    SortedMap<String, List<Plugin>> byName = new TreeMap<>();
    List<PluginProblem> problems = new ArrayList<>();
    for (Path file : jars()) {
      PluginJar jar = PluginJar.load(file);
      PluginProblem problem = jar.problem();
      if (problem != null) {
        problems.add(problem);
      }
      for (Plugin plugin : jar.found()) {
        byName
            .computeIfAbsent(plugin.kind() + " " + plugin.name(), key -> new ArrayList<>())
            .add(plugin);
      }
    }
    List<Plugin> plugins = new ArrayList<>();
    SortedMap<String, List<Plugin>> shared = new TreeMap<>();
    byName.forEach(
        (name, claimants) -> {
          if (claimants.size() == 1) {
            plugins.add(claimants.get(0));
          } else {
            shared.put(name, List.copyOf(claimants));
            problems.add(
                new PluginProblem(
                    claimants.get(claimants.size() - 1).jar(),
                    "brings the "
                        + name
                        + ", as others do, and none of them is used: "
                        + names(claimants),
                    "Remove all but one of them from " + directory + "."));
          }
        });
    return new Loaded(List.copyOf(plugins), shared, List.copyOf(problems));
  }

  private List<Path> jars() throws IOException {
    if (directory == null || !Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static String names(List<Plugin> claimants) {
    return String.join(" and ", claimants.stream().map(Plugin::jar).distinct().toList());
  }

  /** Stands for a trigger that several jars claim. */
  private record Shared(String name, String jars) implements TriggerFactory {
    @Override
    public Trigger create(TriggerSetup setup) {
      throw new IllegalStateException(jars + " each bring it; remove all but one of them");
    }
  }

  /** Only when there is something to say; see ADR 29. */
  private static System.Logger log() {
    return System.getLogger(Plugins.class.getName());
  }
}

package dev.orch.cli.plugin;

import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.model.Quoted;
import dev.orch.model.component.TriggerName;
import dev.orch.model.source.SourceTreeProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one jar. */
final class PluginJar {
  /** In the jar's manifest: the version of what a plug-in sees of orch. */
  private static final String VERSION_ATTRIBUTE = "Orch-Plugin-Api";

  private static final String VERSION = "1";
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]+");
  private static final String FILE_SCHEME = "file";

  /** A service file that cannot be read fails again and again. */
  private static final int MAX_FAILURES = 100;

  private static final String ASK_ITS_MAKER =
      "Ask the plug-in's maker for one that fits this orch and this Java, or remove the jar.";

  private final String jar;
  private final List<Plugin> found = new ArrayList<>();
  private @Nullable PluginProblem problem;

  private PluginJar(Path file) {
    this.jar = String.valueOf(file.getFileName());
  }

  /** Loads what the jar names, and calls its constructors. */
  static PluginJar load(Path file) {
    PluginJar jar = new PluginJar(file);
    try {
      if (jar.isOfThisVersion(file)) {
        jar.load(new PluginClassLoader(file));
      }
    } catch (IOException e) {
      jar.report(
          "expected a readable jar, found: " + e.getMessage(), "Copy it here again, or remove it.");
    }
    return jar;
  }

  /** What can be used, sound or not as the rest may be. */
  List<Plugin> found() {
    return found;
  }

  /** The first thing that is wrong with it; null if nothing is. */
  @Nullable PluginProblem problem() {
    return problem;
  }

  private boolean isOfThisVersion(Path file) throws IOException {
    String version;
    try (JarFile opened = new JarFile(file.toFile())) {
      Manifest manifest = opened.getManifest();
      version = manifest == null ? null : manifest.getMainAttributes().getValue(VERSION_ATTRIBUTE);
    }
    if (VERSION.equals(version)) {
      return true;
    }
    report(
        "expected "
            + VERSION_ATTRIBUTE
            + ": "
            + VERSION
            + " in its manifest, found "
            + (version == null ? "none" : Quoted.of(version)),
        version == null
            ? "Move it away if it is no plug-in, or ask its maker for one that names the version."
            : "Install the plug-in in a version that is made for this orch.");
    return false;
  }

  private void load(ClassLoader loader) {
    int before = found.size();
    each(loader, SourceTreeProvider.class, this::addTree);
    each(loader, TriggerFactory.class, this::addTrigger);
    if (found.size() == before && problem == null) {
      report(
          "expected a file in META-INF/services that names a SourceTreeProvider or a"
              + " TriggerFactory, found none",
          "Move it away if it is no plug-in; libraries belong into the plug-in's own jar.");
    }
  }

  private <T> void each(ClassLoader loader, Class<T> service, Adding<T> adding) {
    Iterator<T> providers =
        Foreign.call(loader, () -> ServiceLoader.load(service, loader)).iterator();
    for (int failures = 0; failures < MAX_FAILURES; ) {
      try {
        boolean more =
            Foreign.call(
                loader,
                () -> {
                  if (!providers.hasNext()) {
                    return false;
                  }
                  adding.add(providers.next());
                  return true;
                });
        if (!more) {
          return;
        }
      } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
        failures++;
        report("cannot be loaded: " + Foreign.describe(e), ASK_ITS_MAKER);
      }
    }
  }

  private void addTree(SourceTreeProvider provider) {
    String scheme = String.valueOf(provider.scheme());
    if (!SCHEME.matcher(scheme).matches() || scheme.equals(FILE_SCHEME)) {
      report(
          "opens trees of the scheme " + Quoted.of(scheme) + ", which none can have",
          ASK_ITS_MAKER);
    } else {
      found.add(new Plugin.OfTree(jar, scheme, provider));
    }
  }

  private void addTrigger(TriggerFactory factory) {
    String name = String.valueOf(factory.name());
    if (TriggerName.isOfPlugin(name)) {
      found.add(new Plugin.OfTrigger(jar, name, factory));
    } else {
      report(
          "makes triggers named " + Quoted.of(name) + "; " + TriggerName.PLUGIN_RULE,
          ASK_ITS_MAKER);
    }
  }

  private void report(String what, String advice) {
    if (problem == null) {
      problem = new PluginProblem(jar, what, advice);
    }
  }

  @FunctionalInterface
  private interface Adding<T> {
    void add(T provider);
  }
}

package dev.orch.cli.plugin;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Set;

/**
 * Classes of one jar. Above it are the Java platform and those classes of orch that a plug-in is
 * made for, and nothing else: neither orch's libraries nor another plug-in's can clash with its
 * own. Open until the process ends, since a class may be loaded at any time.
 */
final class PluginClassLoader extends URLClassLoader {
  PluginClassLoader(Path jar) throws MalformedURLException {
    super("plugin " + jar.getFileName(), new URL[] {jar.toUri().toURL()}, new Api());
  }

  /** What a plug-in sees of orch. */
  private static final class Api extends ClassLoader {
    private static final String MODEL = "dev.orch.model.";
    private static final String ANNOTATIONS = "org.jspecify.annotations.";
    private static final Set<String> CLASSES =
        Set.of(
            "dev.orch.engine.Trigger",
            "dev.orch.engine.TriggerContext",
            "dev.orch.engine.TriggerException",
            "dev.orch.agent.InstanceIdentity",
            "dev.orch.agent.command.CommandOverrides",
            "dev.orch.agent.command.CommandRunner",
            "dev.orch.agent.trigger.TriggerFactory",
            "dev.orch.agent.trigger.TriggerSetup");

    Api() {
      super("plugin API", getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      // Nested classes come with the one they are in.
      String top = name.indexOf('$') < 0 ? name : name.substring(0, name.indexOf('$'));
      if (top.startsWith(MODEL) || top.startsWith(ANNOTATIONS) || CLASSES.contains(top)) {
        return PluginClassLoader.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}

package dev.orch.config;

import dev.orch.model.ComponentName;
import dev.orch.model.OrchException;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.revision.Subscription;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads local files whenever it is asked to. */
final class StandaloneManager implements ConfigurationManager {
  private final ComponentName component;
  private final Path base;
  private final List<Path> files;
  private final PropertiesExport export;
  private final Listeners listeners = new Listeners();
  private @Nullable Configuration current;
  private boolean failing;
  private boolean closed;

  /**
   * Creates it; nothing is read yet.
   *
   * @param base what relative paths are relative to
   */
  StandaloneManager(ComponentName component, Path base, List<Path> files, PropertiesExport export) {
    this.component = component;
    this.base = base.toAbsolutePath().normalize();
    this.files = List.copyOf(files);
    this.export = export;
  }

  @Override
  public ComponentName component() {
    return component;
  }

  @Override
  public synchronized Configuration loadConfiguration() {
    requireOpen();
    Configuration loaded;
    try {
      loaded = load();
    } catch (OrchException e) {
      if (!failing) {
        failing = true;
        listeners.announce(e);
      }
      throw e;
    }
    failing = false;
    current = loaded;
    export.update(loaded.properties().toMap());
    listeners.announce(loaded);
    return loaded;
  }

  private Configuration load() {
    Set<String> merge = new LinkedHashSet<>();
    files.forEach(file -> merge.add(LocalFiles.nameOf(base, file)));
    return Configuration.of(null, LocalFiles.load(base, files), merge);
  }

  @Override
  public synchronized Optional<Configuration> current() {
    return Optional.ofNullable(current);
  }

  @Override
  public synchronized void addListener(ConfigurationListener listener) {
    listeners.add(listener, current == null ? Configuration.empty() : current);
  }

  @Override
  public void removeListener(ConfigurationListener listener) {
    listeners.remove(listener);
  }

  @Override
  public synchronized List<InstanceStatus> instances() {
    requireOpen();
    return List.of();
  }

  @Override
  public List<InstanceStatus> instances(String ofComponent) {
    new ComponentName(ofComponent);
    return instances();
  }

  @Override
  public synchronized Subscription watchInstances(String ofComponent, InstancesListener listener) {
    requireOpen();
    new ComponentName(ofComponent);
    return () -> {};
  }

  private void requireOpen() {
    if (closed) {
      throw ManagerClosed.exception(component);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    export.close();
  }
}

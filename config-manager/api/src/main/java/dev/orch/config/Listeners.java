package dev.orch.config;

import dev.orch.model.OrchException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Those who want to know. Each is told what differs from what it was told last, or from what was
 * there when it was added; so whoever is late misses nothing and hears nothing twice.
 */
final class Listeners {
  private static final Logger LOG = System.getLogger(Listeners.class.getName());

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  private static final class Entry {
    private final ConfigurationListener listener;
    private Configuration told;

    Entry(ConfigurationListener listener, Configuration told) {
      this.listener = listener;
      this.told = told;
    }
  }

  /** {@code known} is what the listener is not told of. */
  void add(ConfigurationListener listener, Configuration known) {
    entries.add(new Entry(listener, known));
  }

  void remove(ConfigurationListener listener) {
    entries.removeIf(entry -> entry.listener.equals(listener));
  }

  /** By one thread at a time. */
  void announce(Configuration current) {
    for (Entry entry : entries) {
      ConfigurationChange change = ConfigurationChange.between(entry.told, current);
      entry.told = current;
      if (!change.isEmpty()) {
        guarded(() -> entry.listener.changed(change));
      }
    }
  }

  /** By one thread at a time. */
  void announce(OrchException problem) {
    entries.forEach(entry -> guarded(() -> entry.listener.failed(problem)));
  }

  private static void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a configuration listener failed", e);
    }
  }
}

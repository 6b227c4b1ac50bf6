package dev.orch.config;

import dev.orch.model.ComponentName;
import dev.orch.model.OrchException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The newest configuration of a distributed manager, and the thread that tells listeners of it, so
 * that a slow one holds up nothing else.
 */
final class CurrentConfiguration implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CurrentConfiguration.class.getName());
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final ComponentName component;
  private final PropertiesExport export;
  private final Listeners listeners = new Listeners();
  private final ExecutorService teller;
  private volatile @Nullable Thread tellerThread;
  private @Nullable Configuration current;
  private @Nullable String trouble;
  private boolean closed;

  CurrentConfiguration(ComponentName component, PropertiesExport export) {
    this.component = component;
    this.export = export;
    this.teller =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "orch-config-listeners-" + component);
              thread.setDaemon(true);
              tellerThread = thread;
              return thread;
            });
  }

  synchronized Optional<Configuration> get() {
    return Optional.ofNullable(current);
  }

  /** What is in place now: replaces it, exports its properties and has listeners told. */
  synchronized void accept(Configuration next) {
    trouble = null;
    replace(next);
  }

  /**
   * What is to be used while what is published cannot be had.
   *
   * @return what is current now: something else, if there was something already
   */
  synchronized Configuration fallBack(Configuration fallback) {
    if (current == null) {
      replace(fallback);
    }
    return current == null ? fallback : current;
  }

  private void replace(Configuration next) {
    if (closed) {
      return;
    }
    current = next;
    export.update(next.properties().toMap());
    teller.execute(() -> get().ifPresent(listeners::announce));
  }

  /** Has listeners told, unless it is the same trouble as before. */
  synchronized void failed(OrchException problem) {
    String message = String.valueOf(problem.getMessage());
    if (closed || message.equals(trouble)) {
      return;
    }
    trouble = message;
    LOG.log(Level.WARNING, "{0}: {1}", component, message);
    teller.execute(() -> listeners.announce(problem));
  }

  synchronized void addListener(ConfigurationListener listener) {
    listeners.add(listener, current == null ? Configuration.empty() : current);
  }

  void removeListener(ConfigurationListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    export.close();
    teller.shutdown();
    Thread telling = tellerThread;
    if (Thread.currentThread() == telling) {
      return;
    }
    try {
      if (!teller.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        teller.shutdownNow();
        LOG.log(Level.WARNING, "{0}: a listener is still running at close", component);
      } else if (telling != null) {
        // An executor calls itself terminated a moment before its thread has ended.
        telling.join(CLOSE_TIMEOUT.toMillis());
      }
    } catch (InterruptedException e) {
      teller.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

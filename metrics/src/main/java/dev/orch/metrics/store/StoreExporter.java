package dev.orch.metrics.store;

import dev.orch.metrics.MetricsServer;
import dev.orch.model.OrchException;
import dev.orch.model.ProjectName;
import dev.orch.model.store.Store;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says what the store says of all projects, when it is asked. However many ask at a time, the store
 * is read once, and an answer does for a while. What is older than that is never told: if the store
 * does not answer in time, all that is told is that it does not.
 *
 * <p>Reads on a thread of its own, {@code orch-exporter}. Safe for use by several threads.
 */
public final class StoreExporter implements MetricsServer.Page, AutoCloseable {
  /** For how long an answer does, unless something else is said. */
  public static final Duration DEFAULT_CACHE = Duration.ofSeconds(5);

  /** How long a scrape waits for the store: less than the ten seconds that Prometheus waits. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(8);

  private static final Logger LOG = System.getLogger(StoreExporter.class.getName());

  private final Store store;
  private final FleetReader reader;
  private final Times times;
  private final LongSupplier nanoTime;
  private final ExecutorService executor;
  private final PrometheusMeterRegistry own = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter done = reads("done");
  private final Counter failed = reads("failed");
  private final Timer took;

  private @Nullable Reading reading;

  /**
   * How long things do.
   *
   * @param cache for how long an answer does, from when it was begun to be read
   * @param limit how long a read may have been under way when its answer is still told
   */
  public record Times(Duration cache, Duration limit) {}

  /**
   * What the store says, as soon as it has.
   *
   * @param begun by the monotonic clock
   */
  private record Reading(Future<String> text, long begun) {}

  /**
   * Creates it; the store stays its owner's to close, after this.
   *
   * @param only this project; null for all
   * @param clock tells how old what others have dated is
   * @param nanoTime the monotonic clock
   */
  public StoreExporter(
      Store store, @Nullable ProjectName only, Times times, Clock clock, LongSupplier nanoTime) {
    this.store = store;
    this.reader = new FleetReader(store, only, clock, nanoTime);
    this.times = times;
    this.nanoTime = nanoTime;
    this.took =
        Timer.builder("orch_exporter_read_seconds")
            .description("How long it took to read the store.")
            .register(own);
    this.executor =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "orch-exporter");
              thread.setDaemon(true);
              return thread;
            });
  }

  private Counter reads(String result) {
    return Counter.builder("orch_exporter_reads_total")
        .description("Reads of the store, by how they ended.")
        .tag("result", result)
        .register(own);
  }

  @Override
  public String text() throws InterruptedException {
    String fleet;
    try {
      fleet = store.isConnected() ? answer() : FleetText.unknown();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OrchException) {
        LOG.log(Level.WARNING, "the store cannot be read: {0}", e.getCause().getMessage());
      } else {
        LOG.log(Level.ERROR, "the store cannot be read", e.getCause());
      }
      fleet = FleetText.unknown();
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING, "the store was not read within {0}", times.limit());
      fleet = FleetText.unknown();
    }
    return own.scrape() + fleet;
  }

  /** Within the limit from when it was begun to be read, whoever asked for that first. */
  private String answer() throws ExecutionException, InterruptedException, TimeoutException {
    Reading known = known();
    long left = times.limit().toNanos() - (nanoTime.getAsLong() - known.begun());
    return known.text().get(Math.max(0, left), TimeUnit.NANOSECONDS);
  }

  /** The read that is under way, or one that does, also if it failed. */
  private synchronized Reading known() {
    long now = nanoTime.getAsLong();
    Reading known = reading;
    if (known == null
        || (known.text().isDone() && now - known.begun() >= times.cache().toNanos())) {
      known = new Reading(executor.submit(this::read), now);
      reading = known;
    }
    return known;
  }

  private String read() throws InterruptedException {
    long begun = nanoTime.getAsLong();
    boolean read = false;
    try {
      String text = FleetText.of(reader.read());
      read = true;
      return text;
    } finally {
      (read ? done : failed).increment();
      took.record(Duration.ofNanos(nanoTime.getAsLong() - begun));
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    own.close();
  }
}

package dev.orch.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers {@code GET /metrics} in Prometheus' text format, version 0.0.4, UTF-8. Asks nobody who
 * they are; what it says is for anyone who can reach the address.
 */
public final class MetricsServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(MetricsServer.class.getName());

  private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final String HINT = "Prometheus finds the metrics at /metrics\n";

  /** One that waits for the store must not keep a second one from being answered. */
  private static final int THREADS = 4;

  /** What the JDK's server calls its limits, in seconds; it has none unless told. */
  private static final String MAX_REQUEST = "sun.net.httpserver.maxReqTime";

  private static final String MAX_RESPONSE = "sun.net.httpserver.maxRspTime";
  private static final String LIMIT = "30";

  private final HttpServer server;
  private final ExecutorService executor;

  private MetricsServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /** What there is to say now. */
  @FunctionalInterface
  public interface Page {
    /** In Prometheus' text format. */
    String text() throws InterruptedException;
  }

  /**
   * Begins to listen. The threads are {@code orch-metrics-N}, and two of the JDK's own.
   *
   * @param address port 0 takes any that is free
   * @throws java.net.BindException when it cannot listen there
   */
  public static MetricsServer start(InetSocketAddress address, Page page) throws IOException {
    limit(MAX_REQUEST);
    limit(MAX_RESPONSE);
    HttpServer server = HttpServer.create(address, 0);
    AtomicInteger number = new AtomicInteger();
    ExecutorService executor =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "orch-metrics-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(executor);
    server.createContext("/", exchange -> answer(exchange, page));
    server.start();
    return new MetricsServer(server, executor);
  }

  private static void limit(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, LIMIT);
    }
  }

  private static void answer(HttpExchange exchange, Page page) {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        send(exchange, 405, "only GET is answered\n");
      } else if (!exchange.getRequestURI().getPath().equals("/metrics")) {
        send(exchange, 404, HINT);
      } else {
        send(exchange, 200, page.text());
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "whoever asked for metrics is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "metrics could not be told", e);
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Where it listens, as a URL. */
  public String url() {
    InetAddress address = server.getAddress().getAddress();
    String host = address.getHostAddress();
    return "http://"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + server.getAddress().getPort()
        + "/metrics";
  }

  /** Ends it at once, whoever is being answered. */
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}

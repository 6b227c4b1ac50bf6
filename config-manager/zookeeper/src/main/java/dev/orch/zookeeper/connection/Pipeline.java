package dev.orch.zookeeper.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Requests of which some are always under way while the answers are taken in order. Used by one
 * thread.
 */
public final class Pipeline<K, V> {
  /** One answer. */
  public record Answered<K, V>(K key, V value) {}

  private final Reads reads;
  private final Iterator<K> rest;
  private final int window;
  private final Reads.Request<K, V> request;
  private final Deque<Reads.Asked<K, V>> inFlight = new ArrayDeque<>();

  /**
   * Creates it; the first request is sent with the first question.
   *
   * @param window how many requests may be under way
   */
  public Pipeline(Reads reads, Iterator<K> keys, int window, Reads.Request<K, V> request) {
    this.reads = reads;
    this.rest = keys;
    this.window = window;
    this.request = request;
  }

  /** Whether there is another answer to take. */
  public boolean hasNext() {
    return rest.hasNext() || !inFlight.isEmpty();
  }

  /** The next answer. */
  public Answered<K, V> next() throws InterruptedException {
    while (rest.hasNext() && inFlight.size() < window) {
      inFlight.add(reads.ask(rest.next(), request));
    }
    Reads.Asked<K, V> oldest = inFlight.remove();
    return new Answered<>(oldest.key(), oldest.answer());
  }
}

package dev.orch.model.command;

import java.time.Duration;

/**
 * What is asked, and by whom.
 *
 * @param author who asks, cut after {@value #MAX_TEXT} characters
 * @param host where that is, cut likewise
 * @param validity how long after it was queued an agent may begin with it, by the store's clock;
 *     from 1 ms to {@value #MAX_DAYS} days
 */
public record CommandRequest(CommandVerb verb, String author, String host, Duration validity) {
  /** The longest name. */
  public static final int MAX_TEXT = 200;

  /** The longest time. */
  public static final int MAX_DAYS = 7;

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException when the time is out of its bounds
   */
  public CommandRequest {
    author = bounded(author);
    host = bounded(host);
    if (validity.toMillis() < 1 || validity.compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
      throw new IllegalArgumentException(
          "expected a time from 1 ms to " + MAX_DAYS + " days, found " + validity);
    }
  }

  private static String bounded(String text) {
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }
}

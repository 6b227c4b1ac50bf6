package dev.orch.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A wall clock that stands still until a test sets it, as an operator or a time server does. Safe
 * for use by several threads.
 */
public final class SettableClock extends Clock {
  private Instant now;

  /** Shows this time. */
  public SettableClock(Instant now) {
    this.now = now;
  }

  /** A jump, forward or back. */
  public synchronized void jump(Period period) {
    now = now.atZone(ZoneOffset.UTC).plus(period).toInstant();
  }

  /** Lets this much time pass. */
  public synchronized void advance(Duration time) {
    now = now.plus(time);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}

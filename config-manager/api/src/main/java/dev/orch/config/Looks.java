package dev.orch.config;

import dev.orch.model.OrchException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Counts looks at the desired state, so that a caller can wait for one that began after it asked
 * and is not served by one that was under way already.
 */
final class Looks {
  private long begun;
  private long done;
  private @Nullable OrchException problem;
  private @Nullable OrchException stopped;

  /** A look begins. */
  synchronized void begin() {
    begun++;
  }

  /** The look that began last is over; also one that ended before it could begin. */
  synchronized void end(@Nullable OrchException result) {
    if (begun == done) {
      begun++;
    }
    done = begun;
    problem = result;
    notifyAll();
  }

  /** There will be no more; who waits or asks is told why. */
  synchronized void stop(OrchException reason) {
    stopped = reason;
    notifyAll();
  }

  /**
   * Asks for a look and waits for it.
   *
   * @param ask makes a new look begin, now or after the one that is under way
   * @return what was wrong, if anything
   * @throws TimeoutException when it is not over in time
   * @throws OrchException when there are no more
   */
  synchronized Optional<OrchException> await(Runnable ask, Duration atMost)
      throws InterruptedException, TimeoutException {
    long wanted = begun + 1;
    long deadline = System.nanoTime() + atMost.toNanos();
    ask.run();
    while (done < wanted) {
      if (stopped != null) {
        throw stopped;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new TimeoutException();
      }
      // Rounded up: wait(0) would wait for ever.
      wait(left / 1_000_000 + 1);
    }
    return Optional.ofNullable(problem);
  }
}

package dev.orch.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.OrchException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Remembers all it is told and waits for more. */
final class RecordingListener implements ConfigurationListener {
  private static final long DEADLINE_SECONDS = 30;

  private final List<Long> revisions = new CopyOnWriteArrayList<>();
  private final BlockingQueue<ConfigurationChange> changes = new LinkedBlockingQueue<>();
  private final BlockingQueue<OrchException> failures = new LinkedBlockingQueue<>();

  @Override
  public void changed(ConfigurationChange change) {
    revisions.add(change.after().revision().orElse(0));
    changes.add(change);
  }

  @Override
  public void failed(OrchException problem) {
    failures.add(problem);
  }

  ConfigurationChange nextChange() throws InterruptedException {
    ConfigurationChange change = changes.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertThat(change).as("a change within %d s", DEADLINE_SECONDS).isNotNull();
    return change;
  }

  /** Takes changes until this revision comes. */
  ConfigurationChange changeTo(long revision) throws InterruptedException {
    ConfigurationChange change = nextChange();
    while (change.after().revision().orElse(0) != revision) {
      change = nextChange();
    }
    return change;
  }

  OrchException nextFailure() throws InterruptedException {
    OrchException failure = failures.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertThat(failure).as("a failure within %d s", DEADLINE_SECONDS).isNotNull();
    return failure;
  }

  int failuresLeft() {
    return failures.size();
  }

  /** Of all changes so far, in the order in which they were told. */
  List<Long> revisions() {
    return revisions;
  }
}

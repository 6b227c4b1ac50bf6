package dev.orch.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.CorruptDataException;
import dev.orch.model.ProjectName;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads a project between any two requests of its writer, so that no state is missed: what is live
 * at that moment, each byte; and, slowly, what was live some requests ago.
 */
final class CrashReader {
  /** Over how many requests of the writer a slow reader takes to come from head to the bytes. */
  private static final int SLOWNESS = 3;

  private final ZooKeeperStore store;
  private final ProjectName project;
  private final ProjectAudit audit;
  private final boolean slowToo;
  private final List<Head> seen = new ArrayList<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private long highest;

  CrashReader(ZooKeeperStore store, ProjectName project, ProjectAudit audit, boolean slowToo) {
    this.store = store;
    this.project = project;
    this.audit = audit;
    this.slowToo = slowToo;
  }

  /** Looks; what is wrong is kept, since the thread is the wire's. */
  void look() {
    try {
      lookNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.compareAndSet(null, e);
    } catch (Exception | AssertionError e) {
      failure.compareAndSet(null, e);
    }
  }

  private void lookNow() throws IOException, InterruptedException {
    long number = audit.requireLiveWhole();
    assertThat(number).as("the number that is live").isGreaterThanOrEqualTo(highest);
    highest = number;
    if (!slowToo) {
      return;
    }
    Optional<Head> head = store.revisions().head(project);
    if (head.isPresent()) {
      seen.add(head.get());
    }
    if (seen.size() > SLOWNESS) {
      readSlowly(seen.remove(0));
    }
  }

  /** What was live may have been pruned since, but is never anything else than it was. */
  private void readSlowly(Head head) throws IOException, InterruptedException {
    try {
      audit.requireWhole(head.revision(), head.components());
    } catch (CorruptDataException e) {
      assertThat(store.revisions().history(project, 1_000))
          .as("kept revisions, when an older one could not be read: " + e.getMessage())
          .extracting(RevisionInfo::number)
          .doesNotContain(head.revision());
    }
  }

  void requireNothingWrongSeen() {
    Throwable seenWrong = failure.get();
    if (seenWrong != null) {
      throw new AssertionError("a reader saw what it must not see", seenWrong);
    }
  }
}

package dev.orch.oozie.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Digest;
import dev.orch.oozie.deploy.JobRecord.FailedChange;
import dev.orch.oozie.job.JobName;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link JobMemory} keeps. */
public abstract class JobMemoryContract {
  private static final Instant TIME = Instant.parse("2026-03-29T01:30:00Z");
  private static final Digest OLD = digest("old");
  private static final Digest NEW = digest("new");
  private static final JobId ID = new JobId("0000001-260101000000000-oozie-etl-C");

  /** One in which nothing is kept yet. */
  protected abstract JobMemory empty() throws IOException;

  /** What another process finds where the last {@link #empty} one keeps things. */
  protected abstract JobMemory reopened() throws IOException;

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JobRecord record(
      String job,
      @Nullable Running running,
      @Nullable Undertaking undertaking,
      @Nullable FailedChange failed,
      Retired... retired) {
    return new JobRecord(
        new JobName(job), JobKind.COORDINATOR, running, undertaking, failed, List.of(retired));
  }

  private static List<JobRecord> everyKind() {
    Running running = new Running(OLD, ID, null, TIME);
    return List.of(
        record(".", null, null, null),
        record("a", new Running(OLD, ID, TIME), null, new FailedChange(NEW, "E0701: \"no\" ü\n")),
        record("a/b", running, null, new FailedChange(null, "it did not end")),
        record("b", null, new Undertaking.Submit(NEW, "etl", TIME, TIME), null),
        record("c", null, new Undertaking.Submit(NEW, "etl", null, TIME), null),
        record("d", running, new Undertaking.Update(NEW, TIME, Set.of(3, 1, 2), TIME), null),
        record("e", running, new Undertaking.Update(NEW, null, Set.of(), TIME), null),
        record("f", running, new Undertaking.HandOver(NEW, ID, TIME, TIME, TIME), null),
        record("g", running, new Undertaking.HandOver(NEW, ID, TIME, null, TIME), null),
        record("h", running, new Undertaking.Stop(TIME, TIME), null),
        record("i", running, new Undertaking.Stop(null, TIME), null),
        record(
            "with blank/größe",
            running,
            null,
            null,
            new Retired(NEW, ID, 7),
            new Retired(digest("older"), ID, Retired.ALL)));
  }

  @Test
  void whateverIsSavedIsFoundByTheNextProcess() throws Exception {
    JobMemory memory = empty();
    assertThat(memory.load()).isEmpty();

    for (JobRecord record : everyKind()) {
      memory.save(record);
    }

    assertThat(reopened().load().values()).containsExactlyInAnyOrderElementsOf(everyKind());
  }

  @Test
  void aSavedRecordTakesTheFormerOnesPlace() throws Exception {
    JobMemory memory = empty();
    memory.load();
    memory.save(record("a", null, new Undertaking.Submit(NEW, "etl", null, TIME), null));
    JobRecord settled = record("a", new Running(NEW, ID, null), null, null);

    memory.save(settled);

    assertThat(memory.load().values()).containsExactly(settled);
    assertThat(reopened().load().values()).containsExactly(settled);
  }

  @Test
  void whatIsRemovedIsGoneAndNothingElse() throws Exception {
    JobMemory memory = empty();
    memory.load();
    memory.save(record("a", null, null, null));
    memory.save(record("a/b", null, null, null));

    memory.remove(new JobName("a"));
    memory.remove(new JobName("never"));

    assertThat(reopened().load()).containsOnlyKeys(new JobName("a/b"));
  }
}

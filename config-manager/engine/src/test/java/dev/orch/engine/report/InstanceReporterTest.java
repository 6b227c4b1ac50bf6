package dev.orch.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.Outcome;
import dev.orch.engine.TriggerContext;
import dev.orch.model.CorruptDataException;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.Reaction;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.Registration;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.SettableClock;
import dev.orch.testing.Trees;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InstanceReporterTest {
  private static final Manifest MANIFEST = Trees.of("a", "1").manifest();
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final SettableClock clock = new SettableClock(NOW);
  private final List<InstanceReport> reports = new ArrayList<>();
  private final List<String> happened = new ArrayList<>();
  private Optional<AppliedLookup.Applied> inPlace = Optional.empty();
  private final InstanceReporter reporter =
      new InstanceReporter(
          new InstanceReporter.Origin("node-1", 42, "/opt/filemgr", Announcement.NONE),
          () -> inPlace,
          clock,
          (kind, revision, who, text) -> happened.add(kind + " " + revision + " " + text));

  @BeforeEach
  void attach() {
    reporter.attach(
        new Registration() {
          @Override
          public void report(InstanceReport report) {
            reports.add(report);
          }

          @Override
          public void close() {}
        });
    assertThat(last().state()).isEqualTo(InstanceState.STARTING);
  }

  private InstanceReport last() {
    return reports.get(reports.size() - 1);
  }

  private void applied(long revision) {
    inPlace = Optional.of(new AppliedLookup.Applied(revision, MANIFEST.digest()));
    reporter.outcome(
        new Outcome.Applied(
            revision,
            MANIFEST.digest(),
            new ActionList(ChangeList.between(Manifest.EMPTY, MANIFEST), Reaction.RESTART),
            List.of(),
            List.of()));
  }

  @Test
  void anApplyIsReportedAsItGoes() {
    reporter.moving(
        new TriggerContext(
            12,
            Path.of("/").toUri(),
            new ActionList(ChangeList.between(Manifest.EMPTY, MANIFEST), Reaction.RESTART),
            null,
            MANIFEST.spec(),
            false,
            false));
    assertThat(last().state()).isEqualTo(InstanceState.APPLYING);
    assertThat(last().wantedRevision()).isEqualTo(12);
    applied(12);
    assertThat(last())
        .isEqualTo(
            new InstanceReport(
                "node-1",
                42,
                "/opt/filemgr",
                InstanceState.APPLIED,
                12,
                MANIFEST.digest(),
                12,
                List.of(),
                null,
                NOW));
  }

  @Test
  void whatDoesNotChangeIsReportedOnce() {
    applied(12);
    int before = reports.size();
    reporter.outcome(new Outcome.UpToDate(12, MANIFEST.digest(), List.of()));
    assertThat(reports).hasSize(before);
    reporter.outcome(new Outcome.UpToDate(12, MANIFEST.digest(), List.of(new ConfigPath("etc/a"))));
    assertThat(reports).hasSize(before + 1);
    assertThat(last().drifted()).containsExactly(new ConfigPath("etc/a"));
  }

  @Test
  void aJumpOfTheClockIsNoChangeAndHoldsNoReportBack() {
    applied(12);
    int before = reports.size();
    clock.jump(Period.ofYears(-1));
    reporter.outcome(new Outcome.UpToDate(12, MANIFEST.digest(), List.of()));
    assertThat(reports).hasSize(before);

    reporter.outcome(new Outcome.UpToDate(12, MANIFEST.digest(), List.of(new ConfigPath("etc/a"))));
    assertThat(last().drifted()).containsExactly(new ConfigPath("etc/a"));
    assertThat(last().reportedAt()).isEqualTo(Instant.parse("2025-11-20T12:00:00Z"));
  }

  @Test
  void aFailureNamesWhatStillRunsAndWhatWasWanted() {
    applied(12);
    reporter.outcome(new Outcome.Failed(13, MANIFEST.digest(), "start failed", true));
    assertThat(last().state()).isEqualTo(InstanceState.FAILED);
    assertThat(last().appliedRevision()).isEqualTo(12);
    assertThat(last().wantedRevision()).isEqualTo(13);
    assertThat(last().error()).hasValue("start failed");
  }

  @Test
  void aHoldListsWhatStandsInTheWay() {
    applied(12);
    reporter.outcome(
        new Outcome.Held(
            13, "in the way", List.of(new ConfigPath("etc/a"), new ConfigPath("etc/b"))));
    assertThat(last().state()).isEqualTo(InstanceState.HELD);
    assertThat(last().error()).hasValue("in the way: etc/a, etc/b");
  }

  @Test
  void aDamagedHomeClaimsToRunNothing() {
    applied(12);
    reporter.outcome(new Outcome.Damaged("the journal is torn"));
    assertThat(last().state()).isEqualTo(InstanceState.DAMAGED);
    assertThat(last().appliedRevision()).isZero();
    assertThat(last().appliedDigest()).isNull();
  }

  @Test
  void withTheStoreAwayAtTheStartACompleteHomeIsWhatRuns() {
    inPlace = Optional.of(new AppliedLookup.Applied(12, MANIFEST.digest()));
    reporter.outcome(new Outcome.SourceUnavailable("no ZooKeeper", true, List.of()));
    assertThat(last().state()).isEqualTo(InstanceState.APPLIED);
    assertThat(last().appliedRevision()).isEqualTo(12);
    assertThat(last().error()).hasValue("no ZooKeeper");
  }

  @Test
  void withTheStoreAwayAFailureStaysOne() {
    applied(12);
    reporter.outcome(new Outcome.Failed(13, MANIFEST.digest(), "start failed", true));
    reporter.outcome(new Outcome.SourceUnavailable("no ZooKeeper", true, List.of()));
    assertThat(last().state()).isEqualTo(InstanceState.FAILED);
  }

  @Test
  void anEmptyHomeWithTheStoreAwayIsStillStarting() {
    reporter.outcome(new Outcome.SourceUnavailable("no ZooKeeper", false, List.of()));
    assertThat(last().state()).isEqualTo(InstanceState.STARTING);
    assertThat(last().appliedRevision()).isZero();
  }

  @Test
  void childTroubleIsAddedUntilTheChildIsSoundAgain() {
    applied(12);
    reporter.crashed("the child ended with exit code 1");
    assertThat(last().state()).isEqualTo(InstanceState.APPLIED);
    assertThat(last().error()).hasValue("the child ended with exit code 1");
    reporter.outcome(new Outcome.Failed(13, MANIFEST.digest(), "no such host", true));
    assertThat(last().error()).hasValue("no such host; the child ended with exit code 1");
    reporter.steady();
    assertThat(last().error()).hasValue("no such host");
  }

  @Test
  void removedAndClearedComponentsKeepTheirFiles() {
    applied(12);
    reporter.outcome(new Outcome.Removed(13));
    assertThat(last().state()).isEqualTo(InstanceState.REMOVED);
    assertThat(last().appliedRevision()).isEqualTo(12);
    reporter.outcome(new Outcome.Cleared(14));
    assertThat(last().state()).isEqualTo(InstanceState.CLEARED);
    assertThat(last().wantedRevision()).isEqualTo(14);
  }

  @Test
  void nothingPublishedYetIsSaid() {
    reporter.outcome(new Outcome.Absent());
    assertThat(last().state()).isEqualTo(InstanceState.STARTING);
    assertThat(last().error()).hasValue("nothing is published for this component yet");
  }

  @Test
  void whatHappensIsToldOnceNotWithEachLook() {
    applied(12);
    happened.removeIf(it -> it.startsWith("APPLIED"));
    Outcome failed = new Outcome.Failed(13, MANIFEST.digest(), "start failed", true);
    reporter.outcome(failed);
    reporter.outcome(failed);
    Outcome held = new Outcome.Held(14, "in the way", List.of());
    reporter.outcome(held);
    reporter.outcome(held);
    Outcome drifted = new Outcome.UpToDate(14, MANIFEST.digest(), List.of(new ConfigPath("etc/a")));
    reporter.outcome(drifted);
    reporter.outcome(drifted);
    reporter.crashed("it crashed");
    reporter.crashed("it crashed again");
    reporter.steady();
    reporter.stopped();
    assertThat(happened)
        .containsExactly(
            "JOINED 0 null",
            "FAILED 13 start failed",
            "HELD 14 in the way",
            "DRIFTED 14 etc/a",
            "FAILED 14 it crashed",
            "LEFT 0 null");
  }

  @Test
  void theEndKeepsTheLastError() {
    applied(12);
    reporter.outcome(new Outcome.Failed(13, MANIFEST.digest(), "start failed", true));
    reporter.stopped();
    assertThat(last().state()).isEqualTo(InstanceState.STOPPED);
    assertThat(last().error()).hasValue("start failed");
  }

  @Test
  void aHomeThatCannotBeUnderstoodClaimsToRunNothing() {
    InstanceReporter blind =
        new InstanceReporter(
            new InstanceReporter.Origin("node-1", 42, "/opt/filemgr", Announcement.NONE),
            () -> {
              throw new CorruptDataException(
                  ".orch/inventory", "expected a line, found none", null);
            },
            clock,
            InstanceEvents.NONE);
    blind.outcome(new Outcome.Held(13, "the inventory cannot be understood", List.of()));
    assertThat(blind.report().appliedRevision()).isZero();
    assertThat(blind.report().state()).isEqualTo(InstanceState.HELD);
  }
}

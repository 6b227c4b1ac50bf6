package dev.orch.robustness.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Digest;
import dev.orch.robustness.history.Operation.BrokenRead;
import dev.orch.robustness.history.Operation.Call;
import dev.orch.robustness.history.Operation.Defect;
import dev.orch.robustness.history.Operation.Entry;
import dev.orch.robustness.history.Operation.HeadRead;
import dev.orch.robustness.history.Operation.HistoryRead;
import dev.orch.robustness.history.Operation.Intent;
import dev.orch.robustness.history.Operation.Outcome;
import dev.orch.robustness.history.Operation.Prune;
import dev.orch.robustness.history.Operation.TreeRead;
import dev.orch.robustness.history.Operation.Unanswered;
import dev.orch.robustness.history.Operation.Verdict;
import dev.orch.robustness.history.Operation.Write;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each rule, by a history that breaks it and no other. */
final class HistoryCheckerTest {
  private final List<Operation> operations = new ArrayList<>();

  private static Call at(String actor, long invoked, long returned) {
    return new Call(actor, invoked, returned);
  }

  private static Snapshot tree(String text) {
    SortedMap<String, Digest> files = new TreeMap<>();
    files.put("etc/a", Digest.of(text.getBytes(StandardCharsets.UTF_8)));
    SortedMap<String, SortedMap<String, Digest>> components = new TreeMap<>();
    components.put("c", files);
    return new Snapshot(components);
  }

  /** A publish of the tree named like the write. */
  private void write(long invoked, long returned, String id, Outcome outcome) {
    operations.add(
        new Write(at("w", invoked, returned), id, new Intent.Publish(tree(id)), outcome));
  }

  private void committed(long invoked, long returned, String id, long number) {
    write(invoked, returned, id, new Outcome.Committed(number, number - 1, "p" + id));
  }

  private static Entry entry(String id, long number) {
    return new Entry(number, number - 1, "p" + id, id);
  }

  private void history(long invoked, long returned, Entry... entries) {
    operations.add(new HistoryRead(at("h", invoked, returned), List.of(entries)));
  }

  private void head(String actor, long invoked, long returned, boolean latest, long number) {
    operations.add(new HeadRead(at(actor, invoked, returned), latest, number));
  }

  private void prune(long invoked, long returned, int keep, Long... victims) {
    operations.add(new Prune(at("w", invoked, returned), keep, Optional.of(List.of(victims))));
  }

  private void assertSound() {
    assertThat(HistoryChecker.violations(new History(operations))).isEmpty();
  }

  private void assertViolation(String part) {
    assertThat(HistoryChecker.violations(new History(operations)))
        .singleElement()
        .asString()
        .contains(part);
  }

  @Test
  void acceptsWhatMayHappen() {
    committed(1, 2, "a", 1);
    write(3, 4, "refused", new Outcome.Refused("somebody else writes"));
    write(3, 9, "lost", new Outcome.Unknown("plost"));
    operations.add(new Verdict(at("w", 10, 12), "plost", OptionalLong.of(2)));
    write(13, 14, "gone", new Outcome.Unknown("pgone"));
    operations.add(new Verdict(at("w", 15, 16), "pgone", OptionalLong.empty()));
    operations.add(
        new Write(
            at("w", 20, 21), "back", new Intent.Rollback(1), new Outcome.Committed(3, 2, "pback")));
    operations.add(
        new Write(at("w", 22, 23), "clear", new Intent.Clear(), new Outcome.Committed(4, 3, "pc")));
    prune(24, 25, 2, 1L, 2L);
    operations.add(new TreeRead(at("r", 5, 30), 1, tree("a")));
    operations.add(new TreeRead(at("r", 5, 30), 2, tree("lost")));
    operations.add(new TreeRead(at("r", 5, 30), 3, tree("a")));
    operations.add(new TreeRead(at("r", 5, 30), 4, Snapshot.EMPTY));
    operations.add(new BrokenRead(at("r", 20, 26), 2, "gone meanwhile"));
    operations.add(new Unanswered(at("r", 27, 28), "read", "no server"));
    head("lagging", 26, 27, false, 3);
    head("other", 26, 27, true, 4);
    history(26, 28, new Entry(4, 3, "pc", "clear"), entry("back", 3));
    assertSound();
  }

  @Test
  void aLostPublishIsFound() {
    committed(1, 2, "a", 1);
    committed(3, 4, "b", 2);
    history(5, 6, entry("b", 2));
    assertViolation("lost: revision 1");
  }

  @Test
  void aPublishOnItsWayNeedNotBeInTheHistoryYet() {
    committed(1, 2, "a", 1);
    committed(3, 9, "b", 2);
    history(5, 6, entry("a", 1));
    assertSound();
  }

  @Test
  void aRefusedPublishThatBecomesVisibleIsFound() {
    write(1, 2, "a", new Outcome.Refused("somebody else writes"));
    history(3, 4, entry("a", 1));
    assertViolation("reported as not live, yet committed");
  }

  @Test
  void anUnavailablePublishThatBecomesVisibleIsFound() {
    write(1, 2, "a", new Outcome.Unavailable("no server"));
    history(3, 4, entry("a", 1));
    assertViolation("reported as not live, yet committed");
  }

  @Test
  void aNumberMadeTwiceIsFound() {
    committed(1, 4, "a", 1);
    write(2, 3, "b", new Outcome.Committed(1, 0, "pa"));
    assertViolation("made twice");
  }

  @Test
  void anotherPublishIdThanTheWriterWasToldIsFound() {
    committed(1, 2, "a", 1);
    history(3, 4, new Entry(1, 0, "pother", "a"));
    assertViolation("two ids");
  }

  @Test
  void aBrokenChainIsFound() {
    committed(1, 2, "a", 1);
    write(3, 4, "b", new Outcome.Committed(2, 0, "pb"));
    assertViolation("revision 2 follows 0");
  }

  @Test
  void aGapInTheNumbersIsFound() {
    committed(1, 2, "a", 1);
    committed(3, 4, "b", 3);
    assertViolation("made by nobody");
  }

  @Test
  void aGapMayBeAWriteWhoseOutcomeIsUnknown() {
    committed(1, 2, "a", 1);
    write(3, 4, "lost", new Outcome.Unknown("plost"));
    committed(3, 4, "b", 3);
    assertSound();
  }

  @Test
  void numbersAgainstTimeAreFound() {
    committed(1, 2, "a", 2);
    committed(3, 4, "b", 1);
    assertViolation("asked for after a higher one was made");
  }

  @Test
  void aRevisionThatNobodyWroteIsFound() {
    history(1, 2, entry("a", 1));
    assertViolation("that nobody wrote");
  }

  @Test
  void aVerdictThatProvesWrongIsFound() {
    write(1, 2, "a", new Outcome.Unknown("pa"));
    operations.add(new Verdict(at("w", 3, 4), "pa", OptionalLong.empty()));
    history(5, 6, entry("a", 1));
    assertViolation("committed after all");
  }

  @Test
  void verdictsThatContradictEachOtherAreFound() {
    write(1, 2, "a", new Outcome.Unknown("pa"));
    operations.add(new Verdict(at("w", 3, 4), "pa", OptionalLong.of(1)));
    operations.add(new Verdict(at("v", 3, 4), "pa", OptionalLong.empty()));
    assertViolation("committed after all");
  }

  @Test
  void aVerdictOnAnotherPublishIdIsFound() {
    committed(1, 2, "a", 1);
    operations.add(new Verdict(at("w", 3, 4), "pa", OptionalLong.of(1)));
    assertViolation("nobody asked about");
  }

  @Test
  void aLatestHeadOlderThanAnAcknowledgedCommitIsFound() {
    committed(1, 2, "a", 1);
    committed(3, 4, "b", 2);
    head("r", 5, 6, true, 1);
    assertViolation("the latest head was older");
  }

  @Test
  void aLatestHeadMayMissACommitThatIsNotAcknowledged() {
    committed(1, 2, "a", 1);
    committed(3, 7, "b", 2);
    head("r", 5, 6, true, 1);
    assertSound();
  }

  @Test
  void aLatestHeadOlderThanOneSeenByAnotherIsFound() {
    committed(1, 2, "a", 1);
    committed(3, 9, "b", 2);
    head("r", 4, 5, false, 2);
    head("s", 6, 7, true, 1);
    assertViolation("the latest head was older");
  }

  @Test
  void aSessionThatGoesBackIsFound() {
    committed(1, 2, "a", 1);
    committed(3, 4, "b", 2);
    head("r", 5, 6, false, 2);
    head("r", 7, 8, false, 1);
    assertViolation("went back");
  }

  @Test
  void aPlainReadOfAnotherSessionMayLag() {
    committed(1, 2, "a", 1);
    committed(3, 4, "b", 2);
    head("r", 5, 6, false, 2);
    head("s", 7, 8, false, 1);
    assertSound();
  }

  @Test
  void aReadOfWhatNobodyWroteIsFound() {
    committed(1, 2, "a", 1);
    head("r", 3, 4, false, 2);
    assertViolation("before anybody wrote it");
  }

  @Test
  void aReadBeforeTheWriteBeganIsFound() {
    head("r", 1, 2, false, 1);
    committed(3, 4, "a", 1);
    assertViolation("before anybody wrote it");
  }

  @Test
  void aMixOfTwoRevisionsIsFound() {
    committed(1, 2, "a", 1);
    operations.add(new TreeRead(at("r", 3, 4), 1, tree("b")));
    assertViolation("expected Snapshot");
  }

  @Test
  void aRollbackThatHoldsSomethingElseIsFound() {
    committed(1, 2, "a", 1);
    committed(3, 4, "b", 2);
    operations.add(
        new Write(
            at("w", 5, 6), "back", new Intent.Rollback(1), new Outcome.Committed(3, 2, "pback")));
    operations.add(new TreeRead(at("r", 7, 8), 3, tree("b")));
    assertViolation("expected Snapshot");
  }

  @Test
  void aClearedProjectThatHoldsSomethingIsFound() {
    operations.add(
        new Write(at("w", 1, 2), "clear", new Intent.Clear(), new Outcome.Committed(1, 0, "pc")));
    operations.add(new TreeRead(at("r", 3, 4), 1, tree("b")));
    assertViolation("expected Snapshot");
  }

  @Test
  void aKeptRevisionThatCannotBeReadIsFound() {
    committed(1, 2, "a", 1);
    committed(3, 4, "b", 2);
    prune(9, 10, 1, 1L);
    operations.add(new BrokenRead(at("r", 5, 6), 1, "a file is missing"));
    assertViolation("not pruned, yet not readable");
  }

  @Test
  void aPruneThatTakesTooMuchIsFound() {
    committed(1, 2, "a", 1);
    committed(3, 4, "b", 2);
    prune(5, 6, 2, 1L);
    assertViolation("although it was to be kept");
  }

  @Test
  void aBrokenOffPruneExcusesOnlyWhatIsBeyondWhatItKeeps() {
    committed(1, 2, "a", 1);
    committed(3, 4, "b", 2);
    committed(5, 6, "c", 3);
    operations.add(new Prune(at("w", 7, 8), 2, Optional.empty()));
    operations.add(new BrokenRead(at("r", 9, 10), 1, "a file is missing"));
    assertSound();
    operations.add(new BrokenRead(at("r", 9, 10), 2, "a file is missing"));
    assertViolation("not pruned, yet not readable");
  }

  @Test
  void anUnexpectedAnswerIsFound() {
    operations.add(new Defect(at("r", 1, 2), "read", "a bug"));
    assertViolation("unexpected");
  }
}

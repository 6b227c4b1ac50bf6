package dev.orch.agent.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.Moves;
import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.command.CommandRunner;
import dev.orch.engine.AppliedState;
import dev.orch.engine.DesiredState;
import dev.orch.engine.Trigger;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.testing.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CheckedSourceTest {
  private static final FileTree KNOWN =
      Trees.builder().file("a", "1").spec(Map.of("trigger", "none")).build();
  private static final FileTree UNKNOWN =
      Trees.builder().file("a", "1").spec(Map.of("trigger", "oozie")).build();

  private final NamedTriggers triggers =
      NamedTriggers.create(
          new TriggerSetup(
              Moves.IDENTITY, CommandOverrides.NONE, new CommandRunner(Path.of("unused"))),
          List.of());
  private final AtomicInteger opened = new AtomicInteger();
  private final List<Manifest> beside = new ArrayList<>();

  private record State(FileTree tree, AtomicInteger opened, List<Manifest> beside)
      implements DesiredState.Present {
    @Override
    public long revision() {
      return 7;
    }

    @Override
    public Digest digest() {
      return tree.manifest().digest();
    }

    @Override
    public FileTree open(Manifest like) {
      opened.incrementAndGet();
      beside.add(like);
      return tree;
    }
  }

  private CheckedSource source(FileTree tree) {
    return new CheckedSource(() -> new State(tree, opened, beside), triggers, null);
  }

  @Test
  void aStateWhoseTriggerIsMissingIsHeld() throws Exception {
    assertThat(source(UNKNOWN).look())
        .isInstanceOfSatisfying(
            DesiredState.Hold.class,
            hold ->
                assertThat(hold.reason())
                    .isEqualTo(
                        "the component asks for the trigger \"oozie\", which this agent does not"
                            + " have; it has command, none"));
  }

  @Test
  void aSoundStateIsOpenedOnceHoweverOftenItIsLookedAt() throws Exception {
    CheckedSource source = source(KNOWN);
    DesiredState.Present first = (DesiredState.Present) source.look();
    assertThat(first.revision()).isEqualTo(7);
    assertThat(first.digest()).isEqualTo(KNOWN.manifest().digest());
    assertThat(Trees.texts(first.open())).containsEntry("a", "1");
    source.look();
    source.look();
    assertThat(opened).hasValue(1);
  }

  @Test
  void whatIsInPlaceIsNotOpenedAtAll() throws Exception {
    AppliedState applied = new AppliedState(7, KNOWN.manifest());
    new CheckedSource(() -> new State(KNOWN, opened, beside), triggers, applied).look();
    assertThat(opened).hasValue(0);
  }

  @Test
  void whatIsNewIsOpenedBesideWhatIsInPlace() throws Exception {
    FileTree next = Trees.of("a", "2");
    FileTree last = Trees.of("a", "3");
    Iterator<FileTree> published = List.of(next, last).iterator();
    CheckedSource source =
        new CheckedSource(
            () -> new State(published.next(), opened, beside),
            triggers,
            new AppliedState(7, KNOWN.manifest()));
    source.look();
    source.look();
    assertThat(beside).containsExactly(KNOWN.manifest(), next.manifest());
  }

  @Test
  void whatIsInPlaceWithATriggerThatIsMissingNowIsHeld() throws Exception {
    AppliedState applied = new AppliedState(7, UNKNOWN.manifest());
    assertThat(
            new CheckedSource(() -> new State(UNKNOWN, opened, beside), triggers, applied).look())
        .isInstanceOf(DesiredState.Hold.class);
  }

  @Test
  void whatCannotBeOpenedIsLeftToWhoeverAppliesIt() throws Exception {
    DesiredState.Present broken =
        new DesiredState.Present() {
          @Override
          public long revision() {
            return 8;
          }

          @Override
          public Digest digest() {
            return KNOWN.manifest().digest();
          }

          @Override
          public FileTree open(Manifest like) {
            throw new CorruptDataException("here", "expected a manifest, found none", null);
          }
        };
    assertThat(new CheckedSource(() -> broken, triggers, null).look()).isSameAs(broken);
  }

  @Test
  void aTriggerThatCannotBeMadeHoldsOnlyWhatAsksForItAndIsTriedAgain() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    TriggerFactory failing =
        new TriggerFactory() {
          @Override
          public String name() {
            return "oozie";
          }

          @Override
          public Trigger create(TriggerSetup setup) {
            if (attempts.incrementAndGet() == 1) {
              throw new IllegalStateException("no server yet");
            }
            return Trigger.NONE;
          }
        };
    try (NamedTriggers some =
        NamedTriggers.create(
            new TriggerSetup(
                Moves.IDENTITY, CommandOverrides.NONE, new CommandRunner(Path.of("unused"))),
            List.of(failing))) {
      assertThat(some.of(KNOWN.manifest().spec())).isPresent();
      assertThat(attempts).as("made before it was asked for").hasValue(0);
      CheckedSource source =
          new CheckedSource(() -> new State(UNKNOWN, opened, beside), some, null);
      assertThat(source.look())
          .isInstanceOfSatisfying(
              DesiredState.Hold.class,
              hold -> assertThat(hold.reason()).contains("could not be made: no server yet"));
      assertThat(source.look()).isInstanceOf(DesiredState.Present.class);
    }
  }

  @Test
  void otherStatesPassThrough() throws Exception {
    DesiredState removed = new DesiredState.Removed(9);
    assertThat(new CheckedSource(() -> removed, triggers, null).look()).isSameAs(removed);
  }
}

package dev.orch.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.engine.DesiredSource;
import dev.orch.engine.DesiredState;
import dev.orch.engine.Outcome;
import dev.orch.engine.Passes;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import dev.orch.engine.command.CommandWork;
import dev.orch.model.Digest;
import dev.orch.model.command.CommandResult;
import dev.orch.model.command.CommandVerb;
import dev.orch.model.component.ActionList;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.Reaction;
import dev.orch.testing.Trees;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationTest {
  private static final FileTree TREE = Trees.of("a", "1");
  private static final Digest DIGEST = TREE.manifest().digest();

  private final List<String> told = new ArrayList<>();
  private long nanos;

  private final Observation observation =
      new Observation(
          new InstanceObserver() {
            @Override
            public void looked(Outcome outcome) {
              told.add("looked " + outcome.getClass().getSimpleName());
            }

            @Override
            public void applied(boolean done, Duration took) {
              told.add("applied " + done + " " + took.toSeconds());
            }

            @Override
            public void reacted(Reaction reaction, boolean done, Duration took) {
              told.add(reaction + " " + done + " " + took.toSeconds());
            }

            @Override
            public void failed(FailureReason reason) {
              told.add("failed " + reason);
            }
          },
          FailureReason.HOME,
          () -> nanos);

  private final DesiredSource source =
      observation.around(
          () ->
              new DesiredState.Present() {
                @Override
                public long revision() {
                  return 1;
                }

                @Override
                public Digest digest() {
                  return DIGEST;
                }

                @Override
                public FileTree open(Manifest like) {
                  return TREE;
                }
              });

  private void pass(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
  }

  /** Steps that take a second each, of which one may fail. */
  private Trigger trigger(String failing) {
    return new Trigger() {
      private void step(String name) throws TriggerException {
        pass(1);
        if (name.equals(failing)) {
          throw new TriggerException(name, null);
        }
      }

      @Override
      public void ensure(TriggerContext context) throws TriggerException {
        step("ensure");
      }

      @Override
      public void prepare(TriggerContext context) throws TriggerException {
        step("prepare");
      }

      @Override
      public void activate(TriggerContext context) throws TriggerException {
        step("activate");
      }

      @Override
      public void undo(TriggerContext context) throws TriggerException {
        step("undo");
      }
    };
  }

  private Trigger whole(String failing) {
    return observation.whole(observation.steps(trigger(failing)));
  }

  /** One that fails around what stops and starts. */
  private Trigger wholeThatFails() {
    Trigger steps = observation.steps(trigger(""));
    return observation.whole(
        new Trigger() {
          @Override
          public void ensure(TriggerContext context) {}

          @Override
          public void prepare(TriggerContext context) throws TriggerException {
            throw new TriggerException("no lease", null);
          }

          @Override
          public void activate(TriggerContext context)
              throws TriggerException, InterruptedException {
            steps.activate(context);
            throw new TriggerException("not healthy", null);
          }

          @Override
          public void undo(TriggerContext context) {}
        });
  }

  private static TriggerContext context(Reaction reaction) {
    return new TriggerContext(
        1,
        URI.create("file:///home"),
        new ActionList(new ChangeList(List.of(), false), reaction),
        ComponentSpec.DEFAULT,
        ComponentSpec.DEFAULT,
        false,
        false);
  }

  private interface Pass {
    Outcome run() throws Exception;
  }

  private void look(Pass pass) throws Exception {
    observation
        .around(
            new Passes() {
              @Override
              public Optional<Outcome> recover() {
                return Optional.empty();
              }

              @Override
              public Outcome reconcile() throws InterruptedException {
                try {
                  return pass.run();
                } catch (InterruptedException e) {
                  throw e;
                } catch (Exception e) {
                  return new Outcome.Failed(1, DIGEST, String.valueOf(e.getMessage()), true);
                }
              }

              @Override
              public void retryFailed() {}
            })
        .reconcile();
  }

  private void open() throws Exception {
    ((DesiredState.Present) source.look()).open();
  }

  private static Outcome applied(Reaction reaction) {
    return new Outcome.Applied(1, DIGEST, context(reaction).actions(), List.of(), List.of());
  }

  @Test
  void anApplyIsMeasuredFromItsFirstFileAndARestartFromItsStop() throws Exception {
    Trigger trigger = whole("");
    look(
        () -> {
          pass(100);
          open();
          pass(2);
          trigger.prepare(context(Reaction.RESTART));
          pass(4);
          trigger.activate(context(Reaction.RESTART));
          return applied(Reaction.RESTART);
        });
    assertThat(told).containsExactly("RESTART true 6", "looked Applied", "applied true 8");
  }

  @Test
  void aReloadIsMeasuredWithoutTheFilesAndWhereNothingIsAskedForThereIsNone() throws Exception {
    Trigger trigger = whole("");
    trigger.prepare(context(Reaction.RELOAD));
    pass(4);
    trigger.activate(context(Reaction.RELOAD));
    trigger.activate(context(Reaction.NOTHING));
    observation.whole(Trigger.NONE).activate(context(Reaction.RESTART));
    assertThat(told).containsExactly("RELOAD true 1");
  }

  @Test
  void aLookThatRemembersAFailureIsNoTry() throws Exception {
    look(() -> new Outcome.Failed(1, DIGEST, "as before", true));
    look(() -> new Outcome.UpToDate(1, DIGEST, List.of()));
    assertThat(told).containsExactly("looked Failed", "looked UpToDate");
  }

  @Test
  void whatFailedIsToldOnceByItsCause() throws Exception {
    Trigger start = whole("activate");
    look(
        () -> {
          open();
          start.prepare(context(Reaction.RESTART));
          start.activate(context(Reaction.RESTART));
          return applied(Reaction.RESTART);
        });
    assertThat(told)
        .containsExactly("failed START", "RESTART false 2", "looked Failed", "applied false 2");
    told.clear();

    look(
        () -> {
          open();
          throw new IllegalStateException("no space left");
        });
    assertThat(told).containsExactly("looked Failed", "failed HOME", "applied false 0");
    told.clear();

    look(
        () -> {
          open();
          return new Outcome.SourceUnavailable("away", true, List.of());
        });
    assertThat(told).containsExactly("looked SourceUnavailable", "failed STORE", "applied false 0");
  }

  @Test
  void aFailedStopALostLeaseAndBadHealthAreToldApart() throws Exception {
    look(
        () -> {
          whole("prepare").prepare(context(Reaction.RESTART));
          return applied(Reaction.RESTART);
        });
    look(
        () -> {
          wholeThatFails().prepare(context(Reaction.RESTART));
          return applied(Reaction.RESTART);
        });
    look(
        () -> {
          wholeThatFails().activate(context(Reaction.RESTART));
          return applied(Reaction.RESTART);
        });
    assertThat(told.stream().filter(it -> it.startsWith("failed")))
        .containsExactly("failed STOP", "failed LEASE", "failed HEALTH");
  }

  @Test
  void aDamagedHomeIsNewsOnce() throws Exception {
    look(() -> new Outcome.Damaged("broken"));
    look(() -> new Outcome.Damaged("broken"));
    look(() -> new Outcome.UpToDate(1, DIGEST, List.of()));
    look(() -> new Outcome.Damaged("again"));
    assertThat(told.stream().filter("failed DAMAGED"::equals)).hasSize(2);
  }

  @Test
  void whatWasStoppedByACommandLongAgoIsNotARestartThatTookThatLong() throws Exception {
    Trigger steps = observation.steps(trigger(""));
    Trigger checked = observation.whole(steps);
    CommandWork work =
        observation.around(
            verb -> {
              try {
                if (verb == CommandVerb.STOP) {
                  steps.prepare(context(Reaction.RESTART));
                } else {
                  checked.activate(context(Reaction.RESTART));
                }
                return CommandResult.DONE;
              } catch (TriggerException e) {
                return CommandResult.failed(String.valueOf(e.getMessage()));
              }
            });
    work.run(CommandVerb.STOP);
    pass(1_000);
    work.run(CommandVerb.START);
    assertThat(told).containsExactly("RESTART true 1");
  }

  @Test
  void aCommandThatFailsIsToldToo() {
    Trigger checked = whole("activate");
    assertThatThrownBy(() -> checked.activate(context(Reaction.RELOAD)))
        .isInstanceOf(TriggerException.class);
    assertThat(told).containsExactly("failed START", "RELOAD false 1");
  }
}

package dev.orch.cli.steer;

import dev.orch.cli.steer.Answer.Standing;
import dev.orch.model.InstanceId;
import dev.orch.model.OrchException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.command.CommandBox;
import dev.orch.model.command.CommandId;
import dev.orch.model.command.CommandRecord;
import dev.orch.model.command.CommandRequest;
import dev.orch.model.command.CommandResult;
import dev.orch.model.command.CommandState;
import dev.orch.model.revision.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One command to one instance, from when it is asked until it is answered or its time is over. */
final class Question implements AutoCloseable {
  private final InstanceId instance;
  private final CommandBox box;
  private final CommandId id;
  private final long end;
  private final AtomicBoolean changed = new AtomicBoolean(true);
  private Subscription watch = () -> {};

  /**
   * Nothing is asked yet; its time begins.
   *
   * @param box the instance's
   */
  Question(InstanceId instance, CommandBox box, CommandId id, Duration atMost) {
    this.instance = instance;
    this.box = box;
    this.id = id;
    this.end = System.nanoTime() + atMost.toNanos();
  }

  /** How a change of the instance's commands is told. */
  interface Watching {
    Subscription begin(InstanceId instance, Runnable changed);
  }

  /**
   * Asks.
   *
   * @param toldOfChange called when there may be an answer
   * @return the answer, when there is one at once: it could not be asked
   */
  Optional<Answer> ask(CommandRequest request, Watching watching, Runnable toldOfChange)
      throws InterruptedException {
    try {
      box.add(id, request);
    } catch (StoreUnavailableException e) {
      return Optional.of(
          without(Standing.UNANSWERED, "it is not known whether it was asked: " + e.getMessage()));
    } catch (OrchException | IllegalArgumentException e) {
      return Optional.of(without(Standing.NOT_ASKED, String.valueOf(e.getMessage())));
    }
    watch =
        watching.begin(
            instance,
            () -> {
              changed.set(true);
              toldOfChange.run();
            });
    return Optional.empty();
  }

  private Answer without(Standing standing, String why) {
    return Answer.without(instance, standing, id, why);
  }

  /** How long there is still time for an answer. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /**
   * The answer, if there is one now.
   *
   * @param inAnyCase also when nothing told of a change
   */
  Optional<Answer> look(boolean inAnyCase) throws InterruptedException {
    boolean over = left().isZero();
    if (!changed.getAndSet(false) && !inAnyCase && !over) {
      return Optional.empty();
    }
    try {
      Optional<CommandRecord> found = box.find(id);
      if (found.isEmpty()) {
        return Optional.of(without(Standing.UNANSWERED, "the instance was forgotten meanwhile"));
      }
      return found.get().state().isFinal()
          ? Optional.of(Answer.of(instance, found.get()))
          : over ? takeBack(found.get()) : Optional.empty();
    } catch (StoreUnavailableException e) {
      return over
          ? Optional.of(without(Standing.UNANSWERED, e.getMessage() + ""))
          : Optional.empty();
    }
  }

  /** Nothing if an agent was faster; the next look tells. */
  private Optional<Answer> takeBack(CommandRecord open) throws InterruptedException {
    if (open.state() == CommandState.CLAIMED) {
      return Optional.of(without(Standing.UNANSWERED, "its agent is still at it"));
    }
    return box.replace(open, open.progress().ended(CommandResult.EXPIRED, Duration.ZERO))
        .map(expired -> Answer.of(instance, expired));
  }

  @Override
  public void close() {
    watch.close();
  }
}

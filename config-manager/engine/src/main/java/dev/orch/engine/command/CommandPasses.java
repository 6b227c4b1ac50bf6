package dev.orch.engine.command;

import dev.orch.engine.Outcome;
import dev.orch.engine.Passes;
import dev.orch.engine.report.InstanceEvents;
import dev.orch.model.OrchException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.command.CommandBox;
import dev.orch.model.command.CommandRecord;
import dev.orch.model.command.CommandRequest;
import dev.orch.model.command.CommandResult;
import dev.orch.model.command.CommandState;
import dev.orch.model.command.CommandVerb;
import dev.orch.model.event.EventKind;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes that also carry out commands, one after the other, once what is to be applied is in place.
 * So no command runs beside an apply, nor two at a time.
 */
public final class CommandPasses implements Passes {
  private static final Logger LOG = System.getLogger(CommandPasses.class.getName());

  private final Passes passes;
  private final CommandInbox inbox;
  private final CommandWork work;
  private final Consumer<Outcome> before;
  private final InstanceEvents events;

  /** Whether commands may wait, so that passes that nobody asked for need not read them. */
  private final AtomicBoolean mayWait = new AtomicBoolean(true);

  /**
   * Creates it.
   *
   * @param agent tells this process from all others that ever served the instance
   * @param before told what came of a look before commands are carried out after it
   * @param events told of commands that were carried out
   */
  public CommandPasses(
      Passes passes,
      CommandBox box,
      String agent,
      CommandWork work,
      Consumer<Outcome> before,
      InstanceEvents events) {
    this.passes = passes;
    this.inbox = new CommandInbox(box, agent);
    this.work = work;
    this.before = before;
    this.events = events;
  }

  /**
   * What is to be called when commands may have come.
   *
   * @param askForPass asks for a pass, and returns at once
   */
  public Runnable signalling(Runnable askForPass) {
    return () -> {
      mayWait.set(true);
      askForPass.run();
    };
  }

  @Override
  public Optional<Outcome> recover() throws InterruptedException {
    return passes.recover();
  }

  @Override
  public Outcome reconcile() throws InterruptedException {
    Outcome outcome = passes.reconcile();
    if (outcome instanceof Outcome.SourceUnavailable) {
      // The store cannot be asked for commands either, and each try would cost its time limit.
      return outcome;
    }
    if (!mayWait.getAndSet(false)) {
      return outcome;
    }
    boolean all = false;
    try {
      Optional<CommandRecord> next = inbox.next();
      while (next.isPresent()) {
        before.accept(outcome);
        outcome = carryOut(next.get(), outcome);
        next = inbox.next();
      }
      all = inbox.isAllSaid();
    } catch (StoreUnavailableException e) {
      LOG.log(Level.DEBUG, "commands are looked for later", e);
    } catch (OrchException e) {
      LOG.log(Level.WARNING, "commands cannot be looked for: {0}", e.getMessage());
    } finally {
      if (!all) {
        mayWait.set(true);
      }
    }
    return outcome;
  }

  private Outcome carryOut(CommandRecord command, Outcome known) throws InterruptedException {
    LOG.log(
        Level.INFO,
        "{0}, asked for by {1}@{2}",
        command.request().verb(),
        command.request().author(),
        command.request().host());
    long start = System.nanoTime();
    Outcome outcome = known;
    CommandResult result;
    try {
      if (command.request().verb() == CommandVerb.RECONCILE) {
        outcome = passes.reconcile();
        result = ReconcileResult.of(outcome);
      } else {
        result = work.run(command.request().verb());
      }
    } catch (RuntimeException | LinkageError | AssertionError e) {
      // The last two come from plug-ins that don't fit.
      LOG.log(Level.ERROR, "a command ended in an unexpected error", e);
      result = CommandResult.failed("unexpected error: " + e);
    }
    tell(command.request(), result);
    inbox.end(command, result, Duration.ofNanos(System.nanoTime() - start));
    return outcome;
  }

  private void tell(CommandRequest request, CommandResult result) {
    @Nullable EventKind kind =
        switch (request.verb()) {
          case RESTART -> EventKind.RESTARTED;
          case RELOAD -> EventKind.RELOADED;
          case STOP -> EventKind.STOPPED;
          case START -> EventKind.STARTED;
          case RECONCILE -> null;
        };
    String who = request.author() + '@' + request.host();
    if (kind != null && result.state() == CommandState.DONE) {
      events.happened(kind, 0, who, result.reason());
    } else if (kind != null && result.state() == CommandState.FAILED) {
      events.happened(EventKind.FAILED, 0, who, request.verb() + ": " + result.reason());
    }
  }

  @Override
  public Optional<Duration> lookAgain() {
    return passes.lookAgain();
  }

  @Override
  public void retryFailed() throws IOException {
    passes.retryFailed();
  }
}

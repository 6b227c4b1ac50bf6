package dev.orch.engine.command;

import dev.orch.model.OrchException;
import dev.orch.model.command.CommandBox;
import dev.orch.model.command.CommandId;
import dev.orch.model.command.CommandProgress;
import dev.orch.model.command.CommandRecord;
import dev.orch.model.command.CommandResult;
import dev.orch.model.command.CommandState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hands each command to one instance out at most once. It is claimed in the store before it is
 * handed out, by the name of this process; a claim of another process is one that died with it.
 * Used by one thread at a time.
 */
final class CommandInbox {
  private static final Logger LOG = System.getLogger(CommandInbox.class.getName());

  private final CommandBox box;
  private final String agent;

  /**
   * Those that were handed out: whatever the store says of them, never again. None is ever taken
   * away, since a server that lags behind may show what is over.
   */
  private final Set<CommandId> handedOut = new HashSet<>();

  /** What came of some, which the store does not know yet. */
  private final Map<CommandId, Ended> unsaid = new LinkedHashMap<>();

  private record Ended(CommandRecord command, CommandProgress progress) {}

  /**
   * Creates it.
   *
   * @param agent tells this process from all others that ever served the instance
   */
  CommandInbox(CommandBox box, String agent) {
    this.box = box;
    this.agent = agent;
  }

  /** The next one, which is ours; nothing if none waits. */
  Optional<CommandRecord> next() throws InterruptedException {
    sayWhatIsUnsaid();
    List<CommandRecord> known = box.list();
    for (CommandRecord command : known) {
      if (command.state() == CommandState.QUEUED
          || (command.progress().isClaimedBy(agent) && !handedOut.contains(command.id()))) {
        Optional<CommandRecord> claimed = claim(command);
        if (claimed.isPresent()) {
          return claimed;
        }
      } else if (command.state() == CommandState.CLAIMED
          && !command.progress().isClaimedBy(agent)) {
        end(command, CommandResult.INTERRUPTED, Duration.ZERO);
      }
    }
    return Optional.empty();
  }

  /**
   * One whose claim was made by us without our hearing of it is claimed anew: that tells the
   * store's time of now.
   */
  private Optional<CommandRecord> claim(CommandRecord command) throws InterruptedException {
    Optional<CommandRecord> claimed = box.replace(command, CommandProgress.claimedBy(agent));
    if (claimed.isEmpty()) {
      return Optional.empty();
    }
    if (claimed.get().wasLate()) {
      end(claimed.get(), CommandResult.EXPIRED, Duration.ZERO);
      return Optional.empty();
    }
    handedOut.add(command.id());
    return claimed;
  }

  /** Says what came of one; later, if the store is out of reach. */
  void end(CommandRecord command, CommandResult result, Duration took) throws InterruptedException {
    unsaid.put(command.id(), new Ended(command, command.progress().ended(result, took)));
    try {
      sayWhatIsUnsaid();
    } catch (OrchException e) {
      LOG.log(Level.INFO, "what came of a command is said later: {0}", e.getMessage());
    }
  }

  /** Whether the store knows what came of each. */
  boolean isAllSaid() {
    return unsaid.isEmpty();
  }

  private void sayWhatIsUnsaid() throws InterruptedException {
    for (Ended ended : new ArrayList<>(unsaid.values())) {
      if (box.replace(ended.command(), ended.progress()).isEmpty()) {
        LOG.log(
            Level.WARNING,
            "what came of command {0} is not said, since someone changed it: {1}",
            ended.command().id(),
            ended.progress().state());
      }
      unsaid.remove(ended.command().id());
    }
  }
}

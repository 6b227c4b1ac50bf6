package dev.orch.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.Outcome;
import dev.orch.engine.Passes;
import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.command.CommandBox;
import dev.orch.model.command.CommandId;
import dev.orch.model.command.CommandProgress;
import dev.orch.model.command.CommandRecord;
import dev.orch.model.command.CommandRequest;
import dev.orch.model.command.CommandResult;
import dev.orch.model.command.CommandState;
import dev.orch.model.command.CommandVerb;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.testing.InMemoryStore;
import dev.orch.testing.MemorySlot;
import dev.orch.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each command is carried out at most once, whatever happens to the agent and the store. */
class CommandPassesTest {
  private static final ProjectName WEATHER = new ProjectName("weather");
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");
  private static final InstanceId NODE1 = new InstanceId("node1");
  private static final Digest DIGEST = Digest.of("x".getBytes(StandardCharsets.UTF_8));

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(clock);
  private final CommandBox box = store.commands().of(WEATHER, FILE_MGR, NODE1);
  private final Random random = new Random();
  private final List<String> log = new ArrayList<>();
  private final List<String> happened = new ArrayList<>();
  private CommandResult result = CommandResult.DONE;
  private Runnable meanwhile = () -> {};

  @BeforeEach
  void register() throws InterruptedException {
    store
        .instances()
        .register(
            WEATHER,
            FILE_MGR,
            NODE1,
            new InstanceReport(
                "host1",
                1,
                "/",
                InstanceState.STARTING,
                0,
                null,
                0,
                List.of(),
                null,
                Instant.EPOCH),
            new MemorySlot(),
            () -> {})
        .close();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private final class Looks implements Passes {
    @Override
    public Optional<Outcome> recover() {
      return Optional.empty();
    }

    @Override
    public Outcome reconcile() {
      log.add("look");
      return new Outcome.UpToDate(12, DIGEST, List.of());
    }

    @Override
    public void retryFailed() {}
  }

  private CommandPasses agent(String name) {
    return new CommandPasses(
        new Looks(),
        box,
        name,
        verb -> {
          log.add("run " + verb);
          meanwhile.run();
          return result;
        },
        outcome -> {},
        (kind, revision, who, text) -> happened.add(kind + " by " + who));
  }

  private CommandRecord ask(CommandVerb verb) throws InterruptedException {
    return box.add(
        CommandId.random(random),
        new CommandRequest(verb, "alice", "build7", Duration.ofMinutes(2)));
  }

  private CommandProgress progress(CommandRecord command) throws InterruptedException {
    return box.find(command.id()).orElseThrow().progress();
  }

  @Test
  void commandsRunInTheirOrderAfterTheLookEachOnce() throws Exception {
    CommandRecord stop = ask(CommandVerb.STOP);
    CommandRecord start = ask(CommandVerb.START);
    CommandPasses agent = agent("a");
    agent.reconcile();
    agent.signalling(() -> {}).run();
    agent.reconcile();
    assertThat(log).containsExactly("look", "run STOP", "run START", "look");
    assertThat(progress(stop).state()).isEqualTo(CommandState.DONE);
    assertThat(progress(start).state()).isEqualTo(CommandState.DONE);
    assertThat(happened).containsExactly("STOPPED by alice@build7", "STARTED by alice@build7");
  }

  @Test
  void whatCameOfItIsSaid() throws Exception {
    result = CommandResult.failed("no luck");
    CommandRecord failed = ask(CommandVerb.RESTART);
    agent("a").reconcile();
    assertThat(progress(failed).state()).isEqualTo(CommandState.FAILED);
    assertThat(progress(failed).why()).contains("no luck");

    meanwhile =
        () -> {
          throw new IllegalStateException("a plug-in's");
        };
    CommandRecord broken = ask(CommandVerb.RESTART);
    agent("b").reconcile();
    assertThat(progress(broken).state()).isEqualTo(CommandState.FAILED);
    assertThat(progress(broken).why().orElseThrow()).contains("a plug-in's");
  }

  @Test
  void aCommandToLookLooksAgain() throws Exception {
    CommandRecord look = ask(CommandVerb.RECONCILE);
    agent("a").reconcile();
    assertThat(log).containsExactly("look", "look");
    assertThat(progress(look).state()).isEqualTo(CommandState.DONE);
    assertThat(progress(look).why()).contains("runs revision 12");
  }

  @Test
  void aClaimOfAnAgentThatDiedIsInterruptedAndNeverRunAgain() throws Exception {
    CommandRecord queued = ask(CommandVerb.RESTART);
    assertThat(box.replace(queued, CommandProgress.claimedBy("dead"))).isPresent();
    CommandRecord next = ask(CommandVerb.RELOAD);
    agent("a").reconcile();
    assertThat(log).containsExactly("look", "run RELOAD");
    assertThat(progress(queued).state()).isEqualTo(CommandState.INTERRUPTED);
    assertThat(progress(queued).agent()).isEqualTo("dead");
    assertThat(progress(next).state()).isEqualTo(CommandState.DONE);
  }

  @Test
  void whatIsLateByTheStoresClockIsNotRun() throws Exception {
    CommandRecord inTime = ask(CommandVerb.STOP);
    clock.advance(Duration.ofSeconds(30));
    CommandRecord another = ask(CommandVerb.START);
    clock.advance(Duration.ofSeconds(91));
    agent("a").reconcile();
    assertThat(log).containsExactly("look", "run START");
    assertThat(progress(inTime).state()).isEqualTo(CommandState.EXPIRED);
    assertThat(progress(another).state()).isEqualTo(CommandState.DONE);
  }

  @Test
  void whatCameOfItIsSaidLaterWhenTheStoreWentAwayMeanwhile() throws Exception {
    CommandRecord restart = ask(CommandVerb.RESTART);
    CommandPasses agent = agent("a");
    meanwhile = () -> store.setAvailable(false);
    agent.reconcile();
    agent.reconcile();
    store.setAvailable(true);
    assertThat(progress(restart).state()).isEqualTo(CommandState.CLAIMED);
    agent.reconcile();
    assertThat(progress(restart).state()).isEqualTo(CommandState.DONE);
    assertThat(log).containsExactly("look", "run RESTART", "look", "look");
  }

  @Test
  void whatSomeoneElseEndedMeanwhileStaysAsItIs() throws Exception {
    CommandRecord restart = ask(CommandVerb.RESTART);
    meanwhile =
        () -> {
          try {
            CommandRecord claimed = box.find(restart.id()).orElseThrow();
            assertThat(
                    box.replace(
                        claimed,
                        claimed.progress().ended(CommandResult.INTERRUPTED, Duration.ZERO)))
                .isPresent();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    agent("a").reconcile();
    assertThat(progress(restart).state()).isEqualTo(CommandState.INTERRUPTED);
  }

  @Test
  void aPassThatNobodyAskedForDoesNotLookForCommands() throws Exception {
    CommandPasses agent = agent("a");
    agent.reconcile();
    CommandRecord restart = ask(CommandVerb.RESTART);
    agent.reconcile();
    assertThat(progress(restart).state()).isEqualTo(CommandState.QUEUED);
    agent.signalling(() -> {}).run();
    agent.reconcile();
    assertThat(progress(restart).state()).isEqualTo(CommandState.DONE);
  }
}

package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.fs.HomeEffects;
import dev.orch.model.component.FileTree;
import dev.orch.testing.Trees;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** kill -9 of a process in each phase of an apply, and what the next process makes of it. */
class KillTest {
  private static final FileTree OLD = Trees.of("a", "old", "b", "old", "gone", "g", "dir/c", "1");
  private static final FileTree NEW = Trees.of("a", "new", "b", "new", "added/x", "x", "dir", "2");

  private static final FileTree VERSIONED_OLD = VersionedTrees.of("a", "old", "b", "same");
  private static final FileTree VERSIONED_NEW = VersionedTrees.of("a", "new", "b", "same");

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "staging,    starts, new",
    "preparing,  starts, new",
    "moving,     starts, new",
    "activating, starts, new",
    "building,   starts, new",
    "flipping,   starts, new",
    "flipping,   fails,  old",
    "moving,     fails,  old",
    "moving back,fails,  old",
    "undoing,    fails,  old"
  })
  void theNextProcessEndsWhatWasKilled(String phase, String start, String expected)
      throws Exception {
    FileTree former = versioned(phase) ? VERSIONED_OLD : OLD;
    FileTree next = next(phase);
    try (HomeFixture fixture = new HomeFixture(home)) {
      fixture.apply(1, former);
      fixture.write("mine", "m");
    }
    killWhile(phase);

    try (HomeFixture fixture = new HomeFixture(home)) {
      if (start.equals("fails")) {
        fixture.trigger.failOn("activate");
      }
      Outcome outcome = fixture.apply(2, next);

      assertThat(outcome)
          .isInstanceOfAny(
              expected.equals("new")
                  ? new Class<?>[] {Outcome.Applied.class, Outcome.UpToDate.class}
                  : new Class<?>[] {Outcome.Failed.class});
      assertThat(fixture.read("mine")).isEqualTo("m");
      Files.delete(fixture.path("mine"));
      fixture.assertIs(expected.equals("new") ? next : former);
      assertThat(fixture.path(".orch/apply")).doesNotExist();
      assertThat(fixture.path(".orch/journal")).doesNotExist();
    }
  }

  /** These phases are only met where states have directories of their own. */
  private static boolean versioned(String phase) {
    return phase.equals("building") || phase.equals("flipping");
  }

  private static FileTree next(String phase) {
    return versioned(phase) ? VERSIONED_NEW : NEW;
  }

  private void killWhile(String phase) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KillTest.class.getName(),
                home.toString(),
                phase)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.readLine()).isEqualTo("in the middle of " + phase);
    } finally {
      // SIGKILL: the child gets no chance to end in order.
      child.destroyForcibly();
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** In the child: applies, and stops for ever in the middle of a phase. */
  public static void main(String[] arguments) throws Exception {
    String phase = arguments[1];
    boolean fails = phase.equals("moving back") || phase.equals("undoing");
    try (LocalHome held =
        LocalHome.open(Path.of(arguments[0]), HomeOptions.DEFAULT, blocking(phase))) {
      SettableSource source = new SettableSource();
      source.publish(2, next(phase));
      Trigger trigger = new BlockingTrigger(phase, fails);
      new Reconciler(source, held, trigger, Clock.systemUTC()).reconcile();
    }
    System.out.println("came to the end");
  }

  private static UnaryOperator<HomeEffects> blocking(String phase) {
    return real ->
        (HomeEffects)
            Proxy.newProxyInstance(
                KillTest.class.getClassLoader(),
                new Class<?>[] {HomeEffects.class},
                (proxy, method, effectArguments) -> {
                  String effect = method.getName() + Arrays.toString(effectArguments);
                  boolean reached =
                      switch (phase) {
                        case "staging" -> effect.startsWith("create[.orch/apply/new/3");
                        case "building" -> effect.startsWith("link[.orch/rev/");
                        case "flipping" -> effect.startsWith("move[.orch/apply/current");
                        case "moving" -> effect.startsWith("move[.orch/apply/new/3");
                        case "moving back" -> effect.startsWith("move[.orch/apply/old/2");
                        default -> false;
                      };
                  if (reached) {
                    block(phase);
                  }
                  try {
                    return method.invoke(real, effectArguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  private static void block(String phase) throws InterruptedException {
    System.out.println("in the middle of " + phase);
    new CountDownLatch(1).await();
  }

  private record BlockingTrigger(String phase, boolean fails) implements Trigger {
    @Override
    public void ensure(TriggerContext context) {}

    @Override
    public void prepare(TriggerContext context) throws InterruptedException {
      if (phase.equals("preparing")) {
        block(phase);
      }
    }

    @Override
    public void activate(TriggerContext context) throws TriggerException, InterruptedException {
      if (phase.equals("activating")) {
        block(phase);
      }
      if (fails) {
        throw new TriggerException("does not start", null);
      }
    }

    @Override
    public void undo(TriggerContext context) throws InterruptedException {
      if (phase.equals("undoing")) {
        block(phase);
      }
    }
  }
}

package dev.orch.cli.fleet;

import dev.orch.cli.fleet.Convergence.Stand;
import dev.orch.cli.fleet.Convergence.Standing;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Printable;
import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.instance.InstanceRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --wait}: until the instances run what was committed. */
public final class WaitOption {
  private static final Duration PERIOD = Duration.ofMillis(500);

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      description =
          "Wait until every instance that is connected runs it, at most so long; otherwise the"
              + " exit code is 5, and those that do not are listed.")
  @Nullable Duration limit;

  /** Whether it is given. */
  public boolean isGiven() {
    return limit != null;
  }

  /** Whether waiting on is of no use. */
  @FunctionalInterface
  public interface Halted {
    boolean now() throws InterruptedException;
  }

  /** What came of it. */
  public static final class Arrival {
    private final Convergence convergence;
    private final boolean inTime;

    private Arrival(Convergence convergence, boolean inTime) {
      this.convergence = convergence;
      this.inTime = inTime;
    }

    /** Whether all run it. */
    public ExitCode exitCode() {
      return isConverged() ? ExitCode.OK : ExitCode.NOT_CONVERGED;
    }

    private boolean isConverged() {
      return inTime && convergence.astray().isEmpty();
    }

    /** Says it on standard error: how many, and which not. */
    public void report(Invocation invocation) {
      if (convergence.standings().isEmpty()) {
        say(invocation, "no instance is connected, so none was waited for");
        return;
      }
      if (isConverged()) {
        say(invocation, "all " + convergence.standings().size() + " instances run it");
        return;
      }
      say(
          invocation,
          convergence.astray().size()
              + " of "
              + convergence.standings().size()
              + " instances do not run it"
              + (inTime ? "" : " in time"));
      for (Standing astray : convergence.astray()) {
        invocation
            .messages()
            .line(
                "  "
                    + astray.instance().component()
                    + "/"
                    + astray.instance().id()
                    + ": "
                    + CanonicalName.of(astray.stand())
                    + astray
                        .instance()
                        .report()
                        .error()
                        .map(error -> ": " + Printable.of(error))
                        .orElse(""));
      }
    }

    /** The member that tells it. */
    public void write(JsonWriter json) {
      json.member("wait", this::members);
    }

    private void members(JsonWriter json) {
      json.member("converged", isConverged())
          .member("instances", convergence.standings().size())
          .member(
              "astray",
              convergence.astray(),
              (item, astray) ->
                  item.member("component", astray.instance().component().value())
                      .member("instance", astray.instance().id().value())
                      .member("stand", CanonicalName.of(astray.stand()))
                      .member("error", astray.instance().report().error().orElse(null)));
    }
  }

  /**
   * Waits, and tells on standard error how far it has come, each time that this changes.
   *
   * @param revision or any after it
   * @param halted whether nobody more will begin by itself
   * @throws StoreUnavailableException when the store is out of reach at the end of the time
   */
  public Arrival await(
      InstanceRegistry registry,
      ProjectName project,
      long revision,
      Halted halted,
      Invocation invocation)
      throws InterruptedException {
    if (limit == null) {
      throw new IllegalStateException("expected to be asked whether it is given");
    }
    long end = System.nanoTime() + limit.toNanos();
    Convergence convergence = new Convergence(revision);
    String told = "";
    while (true) {
      boolean last = System.nanoTime() - end >= 0;
      try {
        boolean over = halted.now();
        convergence.look(registry.instances(project));
        if (convergence.isSettled() || over) {
          return new Arrival(convergence, true);
        }
      } catch (StoreUnavailableException e) {
        if (last) {
          throw e;
        }
      }
      if (last) {
        return new Arrival(convergence, false);
      }
      String now = describe(convergence);
      if (!now.equals(told)) {
        told = now;
        say(invocation, now);
      }
      long left = Math.max(0, end - System.nanoTime());
      TimeUnit.NANOSECONDS.sleep(Math.min(left, PERIOD.toNanos()));
    }
  }

  private static String describe(Convergence convergence) {
    List<String> components = new ArrayList<>();
    convergence
        .counts()
        .forEach((component, counts) -> components.add(component + " " + describe(counts)));
    return "waiting: " + String.join("; ", components);
  }

  private static String describe(Map<Stand, Integer> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((stand, count) -> parts.add(count + " " + CanonicalName.of(stand)));
    return String.join(", ", parts);
  }

  private static void say(Invocation invocation, String line) {
    invocation.messages().line("orch: " + line);
  }
}

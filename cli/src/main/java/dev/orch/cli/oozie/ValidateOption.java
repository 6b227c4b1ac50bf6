package dev.orch.cli.oozie;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.Quoted;
import dev.orch.model.store.Store;
import dev.orch.publisher.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Has Oozie itself look at jobs before they are published. */
public final class ValidateOption {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  @Option(
      names = "--validate-against",
      paramLabel = "URL",
      description =
          "Ask the Oozie server at URL for dry runs of all Oozie jobs that are new or differ"
              + " from what is live, before anything is written. It changes nothing there.")
  @Nullable URI server;

  @Option(
      names = "--validate-scratch",
      paramLabel = "URI",
      description =
          "With --validate-against: below which directory the jobs' definitions are put for"
              + " Oozie to read, and removed again, such as hdfs://nn/tmp. The home that the"
              + " component's agents report, unless given.")
  @Nullable TreeLocation scratch;

  /**
   * Looks at what was given, before anything is done.
   *
   * @throws UsageException when Oozie cannot be asked like that
   */
  public void requireLegal() {
    if (server == null && scratch != null) {
      throw new UsageException(
          "--validate-scratch says where files are put for --validate-against, which is not given",
          "Give --validate-against URL too, or leave both out.");
    }
    if (server != null && (server.getHost() == null || !SCHEMES.contains(server.getScheme()))) {
      throw new UsageException(
          "--validate-against: expected the URL of an Oozie server, found "
              + Quoted.of(server.toString()),
          "Write it as http://oozie.example:11000/oozie.");
    }
  }

  /** Whether Oozie is to be asked. */
  public boolean isGiven() {
    return server != null;
  }

  /**
   * Asks, if it is given.
   *
   * @throws dev.orch.model.InvalidInputException with all that Oozie has against the jobs
   */
  public void check(Plan plan, Store store, CliSettings settings, Invocation invocation)
      throws InterruptedException {
    if (server == null) {
      return;
    }
    URI place = scratch == null ? null : HomeUri.of(scratch);
    try {
      new OnlineCheck(invocation, store, settings, server, place).check(plan);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

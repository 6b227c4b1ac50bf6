package dev.orch.cli.doctor;

import dev.orch.cli.config.CliSettings;
import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.option.StoreOptions;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Printable;
import dev.orch.engine.HomeCheckup;
import dev.orch.model.settings.Setting;
import dev.orch.model.store.StoreSettings;
import dev.orch.zookeeper.connection.ServerCheckup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orch doctor}. */
@Command(
    name = "doctor",
    description =
        "Finds out what keeps orch from working here, and says what to do: Java, each"
            + " ZooKeeper server by itself, permissions, limits, clocks, and a component's"
            + " home.",
    footer = {
      "",
      "Examples:",
      "  orch doctor",
      "  orch doctor --zk zk1:2181,zk2:2181 --home /opt/filemgr -o json",
      "",
      "Ends with 0 if there is no problem, otherwise with the code of the first: 3 a"
          + " server does not answer, 4 something is not permitted, or a home needs its"
          + " agent."
    })
public final class DoctorCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Look at this home as well. Otherwise ORCH_HOME.")
  @Nullable Path home;

  @Mixin StoreOptions store = new StoreOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public DoctorCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CliSettings settings = CliSettings.of(invocation);
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    StoreSettings resolved = store.resolve(settings);
    findings.addAll(
        ServerFindings.of(
            ServerCheckup.examine(
                resolved.connect(), resolved.connectTimeout(), Clock.systemUTC())));
    Path looked = settings.value(home, Setting.HOME, Path::of).orElse(null);
    if (looked != null) {
      findings.add(HomeFindings.of(HomeCheckup.of(looked)));
    }
    print(findings);
    return findings.stream()
        .map(Finding::code)
        .filter(code -> code != ExitCode.OK)
        .findFirst()
        .orElse(ExitCode.OK)
        .code();
  }

  private static Finding java() {
    return Finding.ok(
        "java",
        Runtime.version() + ", " + Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MiB heap");
  }

  private void print(List<Finding> findings) {
    if (output.json()) {
      JsonWriter.list(
          invocation.out(),
          findings,
          (json, it) ->
              json.member("check", it.check())
                  .member("verdict", word(it))
                  .member("found", it.found())
                  .member("advice", it.advice().isEmpty() ? null : it.advice()));
      return;
    }
    for (Finding it : findings) {
      invocation
          .out()
          .line(String.format("%-8s %-9s  %s", word(it), it.check(), Printable.of(it.found())));
      if (!it.advice().isEmpty()) {
        invocation.out().line(" ".repeat(20) + it.advice());
      }
    }
  }

  private static String word(Finding finding) {
    return finding.verdict().name().toLowerCase(Locale.ROOT);
  }
}

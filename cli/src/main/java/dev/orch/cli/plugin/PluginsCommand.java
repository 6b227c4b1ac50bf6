package dev.orch.cli.plugin;

import dev.orch.cli.invocation.ExitCode;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.option.CommonOptions;
import dev.orch.cli.option.OutputOption;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Printable;
import dev.orch.cli.output.Table;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orch plugins}. */
@Command(
    name = "plugins",
    description =
        "Lists what the jars in the installation's directory plugins bring, and what is"
            + " wrong with those that cannot be used.",
    footer = {"", "Examples:", "  orch plugins", "  orch plugins -o json"})
public final class PluginsCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin OutputOption output = new OutputOption();
  @Mixin CommonOptions common = new CommonOptions();

  public PluginsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    try (Plugins plugins = Plugins.of(invocation)) {
      if (output.json()) {
        json(plugins);
      } else {
        text(plugins);
      }
    }
    return ExitCode.OK.code();
  }

  private void json(Plugins plugins) {
    JsonWriter.object(
        invocation.out(),
        json ->
            json.member("directory", plugins.directory().map(Path::toString).orElse(null))
                .member(
                    "plugins",
                    plugins.found(),
                    (item, plugin) ->
                        item.member("jar", plugin.jar())
                            .member("kind", plugin.kind())
                            .member("name", plugin.name())
                            .member("class", plugin.className()))
                .member(
                    "problems",
                    plugins.problems(),
                    (item, problem) ->
                        item.member("jar", problem.jar())
                            .member("problem", problem.what())
                            .member("advice", problem.advice())));
  }

  private void text(Plugins plugins) {
    if (plugins.found().isEmpty() && plugins.problems().isEmpty()) {
      invocation
          .messages()
          .line(
              "orch: there is no plug-in"
                  + plugins.directory().map(directory -> " in " + directory).orElse(""));
    }
    if (!plugins.found().isEmpty()) {
      Table table = Table.of("KIND", "NAME", "JAR", "CLASS");
      plugins.found().forEach(it -> table.row(it.kind(), it.name(), it.jar(), it.className()));
      table.print(invocation.out());
    }
    plugins
        .problems()
        .forEach(
            problem -> {
              invocation
                  .out()
                  .line(
                      "not used: "
                          + Printable.of(problem.jar())
                          + " "
                          + Printable.of(problem.what()));
              invocation.out().line("  " + problem.advice());
            });
  }
}

package dev.orch.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Everything that can be typed: each command by its path.
 *
 * @param commands the first one is {@code orch} itself, with the empty path
 */
record Vocabulary(List<CommandWords> commands) {
  Vocabulary {
    commands = List.copyOf(commands);
  }

  /**
   * One command.
   *
   * @param path its name, after those of the commands that it belongs to: {@code import home}
   * @param parameters what its parameters are
   * @param choices the words that they can be, of a choice
   */
  record CommandWords(
      String path,
      String description,
      List<OptionWords> options,
      Kind parameters,
      List<String> choices) {
    CommandWords {
      options = List.copyOf(options);
      choices = List.copyOf(choices);
    }

    /** The last word of the path. */
    String name() {
      return path.substring(path.lastIndexOf(' ') + 1);
    }

    /** The path without its last word. */
    String parent() {
      int blank = path.lastIndexOf(' ');
      return blank < 0 ? "" : path.substring(0, blank);
    }
  }

  /**
   * One option.
   *
   * @param names all its spellings
   * @param value what it takes; null for a flag
   * @param choices the words it takes, of a choice
   */
  record OptionWords(
      List<String> names, String description, @Nullable Kind value, List<String> choices) {
    OptionWords {
      names = List.copyOf(names);
      choices = List.copyOf(choices);
    }
  }

  static Vocabulary of(CommandLine root) {
    List<CommandWords> commands = new ArrayList<>();
    collect("", root, commands);
    return new Vocabulary(commands);
  }

  /** The commands right below this path. */
  List<CommandWords> below(String path) {
    return commands.stream()
        .filter(it -> !it.path().isEmpty() && it.parent().equals(path))
        .toList();
  }

  private static void collect(String path, CommandLine command, List<CommandWords> all) {
    CommandSpec spec = command.getCommandSpec();
    all.add(
        new CommandWords(
            path,
            sentence(spec.usageMessage().description()),
            spec.options().stream().filter(it -> !it.hidden()).map(Vocabulary::words).toList(),
            spec.positionalParameters().stream().findFirst().map(Kind::of).orElse(Kind.TEXT),
            spec.positionalParameters().stream()
                .findFirst()
                .map(Vocabulary::choices)
                .orElse(List.of())));
    command
        .getSubcommands()
        .forEach(
            (name, below) -> {
              if (!below.getCommandSpec().usageMessage().hidden()) {
                collect(path.isEmpty() ? name : path + " " + name, below, all);
              }
            });
  }

  private static OptionWords words(OptionSpec option) {
    Kind value = option.arity().max() == 0 ? null : Kind.of(option);
    return new OptionWords(
        Arrays.asList(option.names()), sentence(option.description()), value, choices(option));
  }

  private static List<String> choices(ArgSpec argument) {
    Object[] constants = argument.typeInfo().getType().getEnumConstants();
    return constants == null
        ? List.of()
        : Arrays.stream(constants).map(it -> it.toString().toLowerCase(Locale.ROOT)).toList();
  }

  /** The first sentence, since a shell shows it beside the word. */
  private static String sentence(String... description) {
    String text = String.join(" ", description).replace("%n", " ").replace("%%", "%");
    int end = text.indexOf(". ");
    String first = end < 0 ? text : text.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }
}

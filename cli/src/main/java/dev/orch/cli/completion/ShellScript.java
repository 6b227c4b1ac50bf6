package dev.orch.cli.completion;

import dev.orch.cli.completion.Vocabulary.CommandWords;
import dev.orch.cli.completion.Vocabulary.OptionWords;
import java.util.List;
import java.util.stream.Collectors;

/** What bash's and zsh's scripts have in common: tables as functions of {@code case}s. */
final class ShellScript {
  private final StringBuilder text = new StringBuilder();

  ShellScript text(String lines) {
    text.append(lines);
    return this;
  }

  /** A function that prints the words, one a line, for the command path in {@code $1}. */
  ShellScript words(String function, List<CommandWords> commands, Words words) {
    text.append(function).append("() {\n  case $1 in\n");
    for (CommandWords command : commands) {
      List<String> lines = words.of(command);
      if (!lines.isEmpty()) {
        text.append("    ").append(quote(command.path())).append(") printf '%s\\n'");
        lines.forEach(line -> text.append(" \\\n      ").append(quote(line)));
        text.append(" ;;\n");
      }
    }
    text.append("  esac\n}\n\n");
    return this;
  }

  /** What to print of a command. */
  @FunctionalInterface
  interface Words {
    List<String> of(CommandWords command);
  }

  /**
   * A function that prints what is to be offered after the command path in {@code $1} and the
   * option in {@code $2}, which is empty for a parameter: a kind, and after it the choices.
   */
  ShellScript kinds(String function, List<CommandWords> commands) {
    text.append(function).append("() {\n  case \"$1|$2\" in\n");
    for (CommandWords command : commands) {
      for (OptionWords option : command.options()) {
        Kind value = option.value();
        if (value != null) {
          kind(command, option.names(), value, option.choices());
        }
      }
      if (command.parameters() != Kind.TEXT) {
        kind(command, List.of(""), command.parameters(), command.choices());
      }
    }
    text.append("  esac\n}\n\n");
    return this;
  }

  private void kind(CommandWords command, List<String> options, Kind kind, List<String> choices) {
    String patterns =
        options.stream()
            .map(option -> quote(command.path() + "|" + option))
            .collect(Collectors.joining(" | "));
    text.append("    ").append(patterns).append(") echo ").append(kind.word());
    choices.forEach(choice -> text.append(' ').append(choice));
    text.append(" ;;\n");
  }

  /** The pattern of a {@code case} that all these paths match. */
  static String anyOf(List<CommandWords> commands) {
    return commands.stream()
        .filter(it -> !it.path().isEmpty())
        .map(it -> quote(it.parent() + "|" + it.name()))
        .collect(Collectors.joining(" | "));
  }

  /** In single quotes, for bash and zsh. */
  static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

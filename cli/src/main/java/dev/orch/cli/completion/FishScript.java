package dev.orch.cli.completion;

import dev.orch.cli.completion.Vocabulary.CommandWords;
import dev.orch.cli.completion.Vocabulary.OptionWords;
import java.util.List;

/** For fish 3 and later. */
final class FishScript {
  private static final String HEAD =
      """
      # fish completion for orch. Put it into ~/.config/fish/completions as orch.fish, or load it with:
      #   orch completion fish | source

      # Prints the command that has been typed so far, without options.
      function __orch_command
          set -l command ''
          for word in (commandline -opc)[2..-1]
              switch "$command|$word"
                  case %s
                      set command (string trim -- "$command $word")
                  case '*|--'
                      set command --
                      break
              end
          end
          echo $command
      end

      function __orch_at
          test (__orch_command) = "$argv[1]"
      end

      function __orch_values
          set -l words (commandline -opc)
          set -l orch (string replace -r '^~' $HOME -- $words[1])
          $orch __complete $argv[1] $words[2..-1] (commandline -ct) 2>/dev/null </dev/null
      end

      complete -c orch -f
      complete -c orch -n '__orch_at --' -F
      """;

  private final StringBuilder script = new StringBuilder();

  private FishScript() {}

  static String of(Vocabulary all) {
    FishScript fish = new FishScript();
    fish.script.append(HEAD.formatted(ShellScript.anyOf(all.commands()).replace(" | ", " ")));
    for (CommandWords command : all.commands()) {
      fish.script.append('\n');
      for (CommandWords below : all.below(command.path())) {
        fish.offer(command, " -a " + quote(below.name()), below.description());
      }
      for (OptionWords option : command.options()) {
        fish.offer(command, option(option), option.description());
      }
      if (command.parameters() != Kind.TEXT) {
        fish.offer(command, value(command.parameters(), command.choices()), "");
      }
    }
    return fish.script.toString();
  }

  private void offer(CommandWords at, String what, String description) {
    script.append("complete -c orch -n ").append(quote("__orch_at " + quote(at.path())));
    script.append(what);
    if (!description.isEmpty()) {
      script.append(" -d ").append(quote(description));
    }
    script.append('\n');
  }

  private static String option(OptionWords option) {
    StringBuilder words = new StringBuilder();
    for (String name : option.names()) {
      words.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    Kind value = option.value();
    if (value != null) {
      words.append(" -r").append(value(value, option.choices()));
    }
    return words.toString();
  }

  private static String value(Kind kind, List<String> choices) {
    return switch (kind) {
      case TEXT -> " -f";
      case FILE, PROGRAM -> " -F";
      case DIRECTORY -> " -f -a '(__fish_complete_directories (commandline -ct))'";
      case CHOICE -> " -f -a " + quote(String.join(" ", choices));
      default -> " -f -a " + quote("(__orch_values " + kind.word() + ")");
    };
  }

  private static String quote(String word) {
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

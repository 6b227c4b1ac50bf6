package dev.orch.cli.completion;

import dev.orch.cli.completion.Vocabulary.CommandWords;
import dev.orch.cli.completion.Vocabulary.OptionWords;
import java.util.List;
import java.util.stream.Stream;

/** For zsh: the file {@code _orch} in a directory of {@code fpath}, or sourced. */
final class ZshScript {
  private static final String HEAD =
      """
      #compdef orch
      # zsh completion for orch. Put it into a directory of fpath as _orch, or load it with:
      #   source <(orch completion zsh)

      """;

  private static final String BODY =
      """
      _orch() {
        local command='' kind='' current=${words[CURRENT]} previous=${words[CURRENT-1]} i
        local -a offered
        for ((i = 2; i < CURRENT; i++)); do
          case "$command|${words[i]}" in
            %s) command="${command:+$command }${words[i]}" ;;
            *'|--') kind=program ;;
          esac
        done
        if [[ -z $kind ]]; then
          if [[ $current == --*=* ]]; then
            previous=${current%%%%=*}
            compset -P '*='
          fi
          kind=$(_orch_kind "$command" "$previous")
        fi
        if [[ -z $kind ]]; then
          if [[ $current == -* ]]; then
            offered=("${(@f)$(_orch_options "$command")}")
            _describe -o option offered
            return
          fi
          offered=("${(@f)$(_orch_commands "$command")}")
          if [[ -n $offered ]]; then
            _describe command offered
            return
          fi
          kind=$(_orch_kind "$command" '')
        fi
        case $kind in
          '') _message 'no completion' ;;
          choice*)
            offered=(${(s: :)kind#choice})
            compadd -a offered
            ;;
          directory) _files -/ ;;
          file) _files ;;
          program) _command_names -e ;;
          *)
            offered=("${(@f)$("${words[1]/#\\~/$HOME}" __complete "$kind" \\
              "${(@)words[2,CURRENT]}" 2>/dev/null </dev/null)}")
            compadd -- ${offered:#}
            ;;
        esac
      }

      if [[ $funcstack[1] == _orch ]]; then
        _orch "$@"
      else
        compdef _orch orch
      fi
      """;

  private ZshScript() {}

  static String of(Vocabulary all) {
    return new ShellScript()
        .text(HEAD)
        .words(
            "_orch_commands",
            all.commands(),
            command -> all.below(command.path()).stream().map(ZshScript::described).toList())
        .words(
            "_orch_options",
            all.commands(),
            command -> command.options().stream().flatMap(ZshScript::described).toList())
        .kinds("_orch_kind", all.commands())
        .text(BODY.formatted(ShellScript.anyOf(all.commands())))
        .toString();
  }

  private static String described(CommandWords command) {
    return command.name() + ":" + command.description();
  }

  private static Stream<String> described(OptionWords option) {
    List<String> names = option.names();
    return names.stream().map(name -> name + ":" + option.description());
  }
}

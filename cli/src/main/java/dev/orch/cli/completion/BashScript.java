package dev.orch.cli.completion;

import dev.orch.cli.completion.Vocabulary.CommandWords;

/** For bash 3.2 and later, with or without the package bash-completion. */
final class BashScript {
  private static final String HEAD =
      """
      # bash completion for orch. Load it with:
      #   source <(orch completion bash)

      """;

  /** Words are put together again where bash has split them, at "=" and ":". */
  private static final String BODY =
      """
      _orch() {
        local words=() word glue='' n=0
        for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
          if ((n > 1)) && { [ -n "$glue" ] || [[ $word == [=:]* ]]; }; then
            words[n-1]+=$word
          else
            words[n++]=$word
          fi
          case $word in = | :) glue=1 ;; *) glue='' ;; esac
        done

        local current=${words[n-1]} previous=${words[n-2]} command='' kind='' prefix='' i
        for ((i = 1; i < n - 1; i++)); do
          case "$command|${words[i]}" in
            %s) command="${command:+$command }${words[i]}" ;;
            *'|--') kind=program ;;
          esac
        done
        if [ -z "$kind" ]; then
          case $current in
            --*=*)
              previous=${current%%%%=*}
              prefix=$previous=
              current=${current#*=}
              ;;
          esac
          kind=$(_orch_kind "$command" "$previous")
        fi
        if [ -z "$kind" ]; then
          case $current in
            -*) kind="choice $(_orch_options "$command")" ;;
            *)
              kind=$(_orch_commands "$command")
              if [ -n "$kind" ]; then kind="choice $kind"; else kind=$(_orch_kind "$command" ''); fi
              ;;
          esac
        fi
        case $COMP_WORDBREAKS in *=*) prefix='' ;; esac

        local IFS=$'\\n'
        COMPREPLY=()
        case $kind in
          '') return ;;
          choice*) COMPREPLY=($(compgen -W "$(echo "${kind#choice}" | tr ' ' '\\n')" -- "$current")) ;;
          directory)
            compopt -o filenames 2>/dev/null
            COMPREPLY=($(compgen -d -- "$current"))
            ;;
          file)
            compopt -o filenames 2>/dev/null
            COMPREPLY=($(compgen -f -- "$current"))
            ;;
          program) COMPREPLY=($(compgen -c -- "$current")) ;;
          *)
            COMPREPLY=($(compgen -W "$("${words[0]/#\\~/$HOME}" __complete "$kind" "${words[@]:1}" \\
              2>/dev/null </dev/null)" -- "$current"))
            ;;
        esac
        [ -z "$prefix" ] || COMPREPLY=("${COMPREPLY[@]/#/$prefix}")
      }

      complete -F _orch orch
      """;

  private BashScript() {}

  static String of(Vocabulary all) {
    return new ShellScript()
        .text(HEAD)
        .words(
            "_orch_commands",
            all.commands(),
            command -> all.below(command.path()).stream().map(CommandWords::name).toList())
        .words(
            "_orch_options",
            all.commands(),
            command -> command.options().stream().flatMap(it -> it.names().stream()).toList())
        .kinds("_orch_kind", all.commands())
        .text(BODY.formatted(ShellScript.anyOf(all.commands())))
        .toString();
  }
}

package dev.orch.cli.completion;

import picocli.CommandLine;

/** The script of a shell. */
public enum CompletionScript {
  BASH("orch.bash"),
  ZSH("_orch"),
  FISH("orch.fish");

  private final String fileName;

  CompletionScript(String fileName) {
    this.fileName = fileName;
  }

  /** What the shell wants the file to be called that it loads by itself. */
  public String fileName() {
    return fileName;
  }

  /**
   * The text.
   *
   * @param root with all its commands
   */
  public String of(CommandLine root) {
    Vocabulary all = Vocabulary.of(root);
    return switch (this) {
      case BASH -> BashScript.of(all);
      case ZSH -> ZshScript.of(all);
      case FISH -> FishScript.of(all);
    };
  }
}

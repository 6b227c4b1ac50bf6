package dev.orch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orch.cli.completion.CompletionScript;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.manual.ManualPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/**
 * What the build makes from the commands and puts into the distribution: {@code completion/} and
 * {@code man/man1/}. Never part of a call of {@code orch}.
 */
final class DistributedText {
  private DistributedText() {}

  /** Writes it all below the directory that the first argument names. */
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]));
  }

  static void write(Path directory) throws IOException {
    CommandLine root = new CommandTree(Invocation.ofProcess()).whole();
    Path completion = Files.createDirectories(directory.resolve("completion"));
    for (CompletionScript script : CompletionScript.values()) {
      Files.writeString(completion.resolve(script.fileName()), script.of(root), UTF_8);
    }
    Path man = Files.createDirectories(directory.resolve("man").resolve("man1"));
    String version = new RootCommand.Version().getVersion()[0];
    for (Map.Entry<String, String> page : ManualPage.all(root, version).entrySet()) {
      Files.writeString(man.resolve(page.getKey()), page.getValue(), UTF_8);
    }
  }
}

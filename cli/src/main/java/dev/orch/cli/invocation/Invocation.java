package dev.orch.cli.invocation;

import dev.orch.cli.output.Messages;
import dev.orch.cli.output.Output;
import dev.orch.model.settings.Settings.Lookup;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What surrounds one call: streams, variables, and which streams are a terminal.
 *
 * @param in read only to ask for confirmation
 * @param out data, and nothing else
 * @param messages everything that is not data
 * @param properties system properties
 * @param environment environment variables
 */
public record Invocation(
    InputStream in,
    Output out,
    Messages messages,
    boolean inIsTerminal,
    Lookup properties,
    Lookup environment) {
  private static final String TERMINALS = "orch.terminals";
  private static final String COLUMNS = "orch.columns";
  private static final String INSTALLATION = "orch.install";

  /**
   * Of this process. Which of its streams are terminals is said by the launcher, in the system
   * property {@code orch.terminals} ({@code 012} when all three are); Java itself cannot tell them
   * apart. Without it none is. In how many columns a terminal shows standard output is said
   * likewise, in {@code orch.columns}.
   */
  public static Invocation ofProcess() {
    String terminals = System.getProperty(TERMINALS, "");
    return new Invocation(
        new FileInputStream(FileDescriptor.in),
        new Output(
            new FileOutputStream(FileDescriptor.out),
            terminals.contains("1"),
            columns(System.getProperty(COLUMNS, ""))),
        new Messages(new FileOutputStream(FileDescriptor.err), terminals.contains("2")),
        terminals.contains("0"),
        System::getProperty,
        System::getenv);
  }

  private static int columns(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }

  /** The top directory of the unpacked distribution, if the launcher told. */
  public Optional<Path> installation() {
    return Optional.ofNullable(properties.value(INSTALLATION)).map(Path::of);
  }
}

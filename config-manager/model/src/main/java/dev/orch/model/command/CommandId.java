package dev.orch.model.command;

import dev.orch.model.Quoted;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The name of one command to one instance: 16 hexadecimal digits, chosen by chance. */
public record CommandId(String value) {
  private static final Pattern LEGAL = Pattern.compile("[0-9a-f]{16}");

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public CommandId {
    if (!LEGAL.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "expected 16 hexadecimal digits, found " + Quoted.of(value));
    }
  }

  /** A new one. */
  public static CommandId random(RandomGenerator random) {
    return new CommandId(String.format("%016x", random.nextLong()));
  }

  /** The id of this name, if it is one. */
  public static Optional<CommandId> find(String name) {
    return LEGAL.matcher(name).matches() ? Optional.of(new CommandId(name)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}

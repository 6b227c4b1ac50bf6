package dev.orch.cli.completion;

import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;

/** What kind of thing an option or parameter takes. */
enum Kind {
  PROJECT,
  COMPONENT,
  INSTANCE,
  REVISION,
  /** {@code COMPONENT/PATH} of a published file. */
  PUBLISHED,
  DIRECTORY,
  FILE,
  /** A program, with its own arguments. */
  PROGRAM,
  /** One of a few words. */
  CHOICE,
  /** Anything: nothing can be offered. */
  TEXT;

  private static final String REVISIONS = "R[12]?";

  static Kind of(ArgSpec argument) {
    Class<?> type =
        argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.typeInfo().getType();
    String label = argument.paramLabel();
    if (type == ProjectName.class) {
      return PROJECT;
    } else if (type == ComponentName.class) {
      return COMPONENT;
    } else if (type == InstanceId.class) {
      return INSTANCE;
    } else if (type.isEnum()) {
      return CHOICE;
    } else if (type == TreeLocation.class) {
      return DIRECTORY;
    } else if (type == Path.class) {
      return label.equals("FILE") ? FILE : DIRECTORY;
    } else if (label.matches(REVISIONS)) {
      return REVISION;
    } else if (label.startsWith("COMPONENT")) {
      return PUBLISHED;
    }
    return label.equals("COMMAND") && argument.isPositional() ? PROGRAM : TEXT;
  }

  /** As the scripts and {@code orch __complete} spell it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Kind> of(String word) {
    for (Kind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}

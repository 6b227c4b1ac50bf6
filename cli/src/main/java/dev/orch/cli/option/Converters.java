package dev.orch.cli.option;

import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.component.Share;
import dev.orch.model.path.Glob;
import dev.orch.model.settings.DurationText;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the types of options and parameters. */
public final class Converters {
  private Converters() {}

  /** Makes a command line, with all its subcommands, understand them. */
  public static void register(CommandLine commandLine) {
    commandLine.registerConverter(ProjectName.class, checked(ProjectName::new));
    commandLine.registerConverter(ComponentName.class, checked(ComponentName::new));
    commandLine.registerConverter(InstanceId.class, checked(InstanceId::new));
    commandLine.registerConverter(Glob.class, checked(Glob::of));
    commandLine.registerConverter(TreeLocation.class, checked(TreeLocation::parse));
    commandLine.registerConverter(Share.class, checked(Share::parse));
    commandLine.registerConverter(Duration.class, checked(DurationText::parse));
  }

  private static <T> ITypeConverter<T> checked(Function<String, T> reading) {
    return new Checked<>(reading);
  }

  /**
   * No lambda: Java takes none that implements an interface in picocli's old class format into its
   * archive, and nothing else that implements it either.
   */
  private record Checked<T>(Function<String, T> reading) implements ITypeConverter<T> {
    @Override
    public T convert(String text) {
      try {
        return reading.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}

package dev.orch.cli.diff;

import dev.orch.cli.output.Colour;
import dev.orch.cli.output.Output;
import dev.orch.publisher.plan.ComponentPlan;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.plan.UnifiedDiff;
import java.io.IOException;

/** Prints what changes within files. */
public final class DiffFormat {
  private DiffFormat() {}

  /**
   * Unified diffs of all files that differ.
   *
   * @throws IOException when one of the two states cannot be read any more
   */
  public static void print(Output out, Plan plan, boolean colour)
      throws IOException, InterruptedException {
    for (ComponentPlan component : plan.components().values()) {
      UnifiedDiff.of(
          component, file -> file.text().lines().forEach(line -> out.line(paint(line, colour))));
    }
  }

  private static String paint(String line, boolean colour) {
    if (line.startsWith("+")) {
      return Colour.GREEN.paint(line, colour);
    }
    return line.startsWith("-") ? Colour.RED.paint(line, colour) : line;
  }
}

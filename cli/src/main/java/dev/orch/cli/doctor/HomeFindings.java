package dev.orch.cli.doctor;

import dev.orch.cli.invocation.ExitCode;
import dev.orch.engine.HomeCheckup;

/** What there is to say of a home. */
final class HomeFindings {
  private static final String HOME = "home";

  private HomeFindings() {}

  static Finding of(HomeCheckup found) {
    String at = found.home() + ": ";
    return switch (found.state()) {
      case MISSING -> Finding.ok(HOME, at + "not there yet; the first apply makes it");
      case NO_DIRECTORY ->
          refused(at + "expected a directory, found another thing", "Name the home's directory.");
      case NOT_WRITABLE ->
          refused(
              at + "this user may not write to it or to its .orch",
              "Run as the user that the agent runs as, or give the home to that user: chown -R.");
      case HELD ->
          Finding.ok(
              HOME,
              at
                  + "held by "
                  + found.detail()
                  + applied(found)
                  + "; as it is while its agent runs, and no second one can");
      case INTERRUPTED ->
          refused(
              at + "an apply was interrupted at " + found.detail() + applied(found),
              "Start the agent: it goes on from there before it starts the component.");
      case DAMAGED ->
          refused(
              at + found.detail(),
              "Keep a copy of .orch, move it away, and apply anew with: orch agent --adopt");
      case AT_REST -> Finding.ok(HOME, at + "writable, held by nobody" + applied(found));
    };
  }

  private static String applied(HomeCheckup found) {
    return found.revision() == 0 ? "" : ", revision " + found.revision() + " applied";
  }

  private static Finding refused(String found, String advice) {
    return Finding.problem(HOME, found, advice, ExitCode.REFUSED);
  }
}

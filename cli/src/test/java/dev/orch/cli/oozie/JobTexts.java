package dev.orch.cli.oozie;

import dev.orch.cli.fixture.DiskTree;

/** Definitions of jobs that Oozie takes. */
final class JobTexts {
  /** Ends as soon as it runs. */
  static final String WORKFLOW =
      """
      <workflow-app name='w' xmlns='uri:oozie:workflow:0.5'><start to='e'/><end name='e'/></workflow-app>
      """;

  private JobTexts() {}

  /**
   * Writes such a job into a tree.
   *
   * @param name of the coordinator
   * @param comment after its definition, to change it
   */
  static void write(DiskTree tree, String directory, String name, String comment) {
    tree.file(directory + "/job.properties", "oozie.coord.application.path=x\n")
        .file(directory + "/coordinator.xml", coordinator(name) + comment)
        .file(directory + "/workflow.xml", WORKFLOW);
  }

  /** A coordinator whose first run is years away. */
  static String coordinator(String name) {
    return """
        <coordinator-app name='%s' frequency='${coord:days(1)}' start='2035-01-01T00:00Z'
            end='2035-02-01T00:00Z' timezone='UTC' xmlns='uri:oozie:coordinator:0.4'>
          <action><workflow><app-path>${orchJobDir}</app-path></workflow></action>
        </coordinator-app>
        """
        .formatted(name);
  }
}

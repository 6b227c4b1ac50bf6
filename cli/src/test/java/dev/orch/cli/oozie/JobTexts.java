package dev.orch.cli.oozie;

/** Definitions of jobs that Oozie takes. */
final class JobTexts {
  /** Ends as soon as it runs. */
  static final String WORKFLOW =
      """
      <workflow-app name='w' xmlns='uri:oozie:workflow:0.5'><start to='e'/><end name='e'/></workflow-app>
      """;

  private JobTexts() {}

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

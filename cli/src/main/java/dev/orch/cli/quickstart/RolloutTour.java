package dev.orch.cli.quickstart;

import dev.orch.agent.Agent;
import dev.orch.agent.AgentConfig;
import dev.orch.agent.InstanceIdentity;
import dev.orch.engine.report.HostName;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.rollout.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A bad change that is published to ten instances, and stops at the first. */
final class RolloutTour {
  private static final ComponentName PORTAL = new ComponentName("portal");
  private static final int INSTANCES = 10;
  private static final Duration AT_MOST = Duration.ofSeconds(45);
  private static final String SPEC =
      """
      trigger: command
      command: { start: "true" }
      rollout:
        canary: 1
        maxUnavailable: 3
        healthCheck: { command: "! grep -q broken etc/theme", interval: 200ms, deadline: 1s }
      """;

  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";
  private static final String OWN_LOG_LEVEL = "org.slf4j.simpleLogger.log.dev.orch";

  private final Stage stage;
  private final ProjectName project;
  private final Path tree;

  RolloutTour(Stage stage, ProjectName project, Path tree) {
    this.stage = stage;
    this.project = project;
    this.tree = tree;
  }

  /**
   * Shows it.
   *
   * @param live the number of the revision that is live
   */
  void run(long live) throws IOException, InterruptedException {
    quietly();
    stage.title("A bad change, and ten instances");
    Path component = tree.resolve(PORTAL.value());
    Files.createDirectories(component.resolve("etc"));
    Files.writeString(component.resolve("component.yaml"), SPEC, StandardCharsets.UTF_8);
    stage.say("A third component, portal. Its component.yaml says how changes go out:");
    SPEC.lines().forEach(line -> stage.say("  " + line));
    List<Agent> agents = new ArrayList<>();
    try {
      publish("blue", "The portal, in blue");
      stage.say("Ten agents of it run in this process.");
      for (int i = 1; i <= INSTANCES; i++) {
        agents.add(start(String.format(Locale.ROOT, "portal-%02d", i)));
      }
      stage.awaitEverywhere(project, live + 1, AT_MOST);

      publish("broken", "A theme that nobody tried");
      stage.awaitPhase(project, PORTAL, live + 2, Phase.HALTED, AT_MOST);
      stage.orch("rollout", "status", "--project", project.value());
      stage.say(
          "portal-01 tried it, was not healthy and went back to "
              + theme("portal-01")
              + " by itself; the nine others never saw it.");

      publish("green", "A better one");
      stage.awaitPhase(project, PORTAL, live + 3, Phase.COMPLETE, AT_MOST);
      stage.orch("rollout", "status", "--project", project.value());
    } finally {
      agents.forEach(Agent::close);
    }
  }

  /** Agents of this process would say what each does, ten times; --verbose lets them. */
  private static void quietly() {
    if (System.getProperty(LOG_LEVEL) == null && System.getProperty(OWN_LOG_LEVEL) == null) {
      System.setProperty(OWN_LOG_LEVEL, "off");
    }
  }

  private void publish(String theme, String why) throws IOException {
    Files.writeString(
        tree.resolve(PORTAL.value()).resolve("etc/theme"), theme + "\n", StandardCharsets.UTF_8);
    stage.orch(
        "publish",
        tree.toString(),
        "--project",
        project.value(),
        "--component",
        PORTAL.value(),
        "-m",
        why);
  }

  private Path home(String instance) {
    return stage.workspace().path("homes").resolve(instance);
  }

  private String theme(String instance) throws IOException {
    return Files.readString(home(instance).resolve("etc/theme"), StandardCharsets.UTF_8).strip();
  }

  private Agent start(String instance) throws IOException, InterruptedException {
    InstanceIdentity identity = new InstanceIdentity(project, PORTAL, new InstanceId(instance));
    return stage.agentHere(AgentConfig.of(identity, home(instance), HostName.ofThisNode()));
  }
}

package dev.orch.oozie.definition;

import dev.orch.model.Problem;
import dev.orch.model.component.FileTree;
import dev.orch.oozie.job.JobSet;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.util.List;

/** Definitions, and what is wrong with them. */
final class Checked {
  private static final String WORKFLOW_PROPERTIES = "oozie.wf.application.path=x\n";

  private Checked() {}

  /** In their order, as they are shown. */
  static List<String> problems(FileTree tree) {
    try {
      return DefinitionChecks.problems(
              JobSet.read(tree), tree, path -> true, DefinitionSchemas.NONE)
          .stream()
          .sorted()
          .map(Problem::toString)
          .toList();
    } catch (IOException e) {
      throw new AssertionError("expected a tree that can be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** A job {@code w} of this workflow. */
  static Trees job(String workflow) {
    return Trees.builder()
        .file("w/job.properties", WORKFLOW_PROPERTIES)
        .file("w/workflow.xml", workflow);
  }

  /** Of a job {@code w} of this workflow, without the file's name. */
  static List<String> problemsOf(String workflow) {
    return problems(job(workflow).build()).stream()
        .map(problem -> problem.replaceFirst("^w/workflow.xml:", ""))
        .toList();
  }

  /** A workflow of these nodes. */
  static String workflow(String nodes) {
    return """
        <workflow-app name="w" xmlns="uri:oozie:workflow:0.5">
        NODES<kill name="fail"><message>failed</message></kill>
        <end name="end"/>
        </workflow-app>
        """
        .replace("NODES", nodes);
  }

  /** An action that deletes something. */
  static String action(String name, String ok, String error) {
    return "<action name='%s'><fs><delete path='/x'/></fs><ok to='%s'/><error to='%s'/></action>\n"
        .formatted(name, ok, error);
  }

  /** An action that does this. */
  static String doing(String what) {
    return workflow(
        """
        <start to='a'/>
        <action name='a'>
        WHAT
        <ok to='end'/><error to='fail'/></action>
        """
            .replace("WHAT", what));
  }
}

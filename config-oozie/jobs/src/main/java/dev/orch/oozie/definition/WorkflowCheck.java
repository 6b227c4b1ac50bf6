package dev.orch.oozie.definition;

import dev.orch.oozie.server.JobKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What Oozie expects of a workflow, and its schema does not say. */
final class WorkflowCheck {
  /** What of an action is not what it does. */
  private static final Set<String> AROUND = Set.of("ok", "error");

  /** By which a job says that Oozie shall let its forks be. */
  private static final String FORKS_JUDGED = "${oozie.wf.validate.ForkJoin}";

  private WorkflowCheck() {}

  /** Its sub-workflows that are files of the same job. */
  static List<Definition> check(ReadDefinition workflow) {
    Findings findings = workflow.findings();
    Findings ofGraph = findings.apart();
    WorkflowGraph graph = WorkflowGraph.of(workflow.root(), ofGraph);
    TransitionCheck.check(graph, ofGraph);
    boolean judged =
        workflow.scope().resolve(FORKS_JUDGED).map(value -> !value.equals("false")).orElse(true);
    if (ofGraph.isEmpty() && judged) {
      ForkCheck.check(graph, ofGraph);
    }
    findings.addAll(ofGraph);
    return actions(workflow);
  }

  private static List<Definition> actions(ReadDefinition workflow) {
    List<Definition> called = new ArrayList<>();
    ShippedFiles files = new ShippedFiles(workflow);
    workflow.root().child("global").ifPresent(files::check);
    for (XmlElement action : workflow.root().children("action")) {
      for (XmlElement doing : action.children()) {
        if (AROUND.contains(doing.name())) {
          continue;
        }
        files.check(doing);
        if (doing.name().equals("sub-workflow") && doing.namespace().equals(action.namespace())) {
          workflow
              .called(doing, JobKind.WORKFLOW, inherited(workflow, doing))
              .ifPresent(called::add);
        }
      }
    }
    return called;
  }

  private static Scope inherited(ReadDefinition workflow, XmlElement caller) {
    return caller.child("propagate-configuration").isPresent() ? workflow.scope() : Scope.EMPTY;
  }
}

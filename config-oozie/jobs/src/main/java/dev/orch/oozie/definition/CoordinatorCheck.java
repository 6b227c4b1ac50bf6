package dev.orch.oozie.definition;

import dev.orch.model.Quoted;
import dev.orch.oozie.server.JobKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Oozie expects of a coordinator, and its schema does not say. */
final class CoordinatorCheck {
  private final ReadDefinition coordinator;

  private CoordinatorCheck(ReadDefinition coordinator) {
    this.coordinator = coordinator;
  }

  /** Its workflow, if that is a file of the same job. */
  static List<Definition> check(ReadDefinition coordinator) {
    new CoordinatorCheck(coordinator).datasets();
    return coordinator
        .root()
        .child("action")
        .flatMap(action -> action.child("workflow"))
        .flatMap(workflow -> coordinator.called(workflow, JobKind.WORKFLOW, coordinator.scope()))
        .stream()
        .toList();
  }

  private void datasets() {
    Optional<XmlElement> datasets = coordinator.root().child("datasets");
    List<XmlElement> included = datasets.map(all -> all.children("include")).orElse(List.of());
    for (XmlElement include : included) {
      coordinator.expectFile(
          coordinator.scope().resolve(include.value()).flatMap(ApplicationFiles::below),
          include.place());
    }
    if (included.isEmpty()) {
      Set<String> names = new HashSet<>();
      datasets.ifPresent(all -> all.children().forEach(one -> names.add(name(one))));
      events("input-events", "data-in", names);
      events("output-events", "data-out", names);
    }
  }

  private static String name(XmlElement dataset) {
    String name = dataset.attribute("name");
    return name == null ? "" : name;
  }

  private void events(String element, String event, Set<String> names) {
    List<XmlElement> events =
        coordinator.root().child(element).map(all -> all.children(event)).orElse(List.of());
    for (XmlElement one : events) {
      String dataset = one.attribute("dataset");
      if (dataset != null && !dataset.contains("${") && !names.contains(dataset)) {
        coordinator
            .findings()
            .add(one.place(), "there is no dataset " + Quoted.of(dataset) + " in this coordinator");
      }
    }
  }
}

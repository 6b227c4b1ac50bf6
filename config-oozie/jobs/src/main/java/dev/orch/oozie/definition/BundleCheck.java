package dev.orch.oozie.definition;

import dev.orch.model.Quoted;
import dev.orch.oozie.server.JobKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What Oozie expects of a bundle, and its schema does not say. */
final class BundleCheck {
  private BundleCheck() {}

  /** Its coordinators that are files of the same job. */
  static List<Definition> check(ReadDefinition bundle) {
    List<Definition> called = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (XmlElement coordinator : bundle.root().children("coordinator")) {
      String name = coordinator.attribute("name");
      if (name != null && !names.add(name)) {
        bundle
            .findings()
            .add(coordinator.place(), "a second coordinator has the name " + Quoted.of(name));
      }
      bundle.called(coordinator, JobKind.COORDINATOR, bundle.scope()).ifPresent(called::add);
    }
    return called;
  }
}

package dev.orch.oozie.definition;

import dev.orch.model.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters that a definition declares. */
final class Parameters {
  static final String ELEMENT = "parameters";

  private Parameters() {}

  /** The scope with what they are when nobody sets them; one that has to be set is a finding. */
  static Scope declaredIn(XmlElement root, Scope scope, Findings findings) {
    Scope all = scope;
    List<XmlElement> properties =
        root.child(ELEMENT).map(parameters -> parameters.children("property")).orElse(List.of());
    for (XmlElement property : properties) {
      String name = property.child("name").map(XmlElement::value).orElse("");
      if (!name.isEmpty() && !all.defines(name)) {
        Optional<String> value = property.child("value").map(XmlElement::value);
        if (value.isPresent()) {
          all = all.orElse(Map.of(name, value.get()));
        } else {
          findings.add(
              property.place(),
              "the parameter "
                  + Quoted.of(name)
                  + " has no value: expected one here, or a property of that name");
          all = all.withUnknown(name);
        }
      }
    }
    return all;
  }
}

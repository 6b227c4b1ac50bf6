package dev.orch.oozie.definition;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Whether each variable that is used has a value. */
final class VariableCheck {
  /**
   * What Oozie's expressions know by themselves: {@code oozie.service.ELService.constants.*} in its
   * {@code oozie-default.xml}, and the parts of a time in the template of a dataset's URIs.
   */
  private static final Set<String> CONSTANTS =
      Set.of(
          "KB",
          "MB",
          "GB",
          "TB",
          "PB",
          "RECORDS",
          "MAP_IN",
          "MAP_OUT",
          "REDUCE_IN",
          "REDUCE_OUT",
          "GROUPS",
          "MINUTES",
          "HOURS",
          "DAYS",
          "MINUTE",
          "HOUR",
          "DAY",
          "MONTH",
          "YEAR");

  private final Map<String, Place> missing = new LinkedHashMap<>();
  private final Scope scope;

  private VariableCheck(Scope scope) {
    this.scope = scope;
  }

  /** Tells of each variable without a value once, where it is used first. */
  static void check(XmlElement root, String defaults, Scope scope, Findings findings) {
    VariableCheck check = new VariableCheck(scope);
    check.attributes(root);
    for (XmlElement child : root.children()) {
      // The values of parameters are properties, and looked into no more than those of a job.
      if (!child.name().equals(Parameters.ELEMENT)) {
        child.forEach(check::element);
      }
    }
    check.missing.forEach(
        (name, place) ->
            findings.add(
                place,
                "the variable "
                    + name
                    + " has no value: expected a property of that name, a parameter, or a default"
                    + " in "
                    + defaults));
  }

  private void element(XmlElement element) {
    attributes(element);
    text(element.text(), element.textPlace());
  }

  private void attributes(XmlElement element) {
    // In the order of the document, so that a variable is told where it is used first.
    element.attributes().values().stream()
        .sorted(Comparator.comparing(XmlElement.Attribute::place))
        .forEach(attribute -> text(attribute.value(), attribute.place()));
  }

  private void text(String text, Place begin) {
    for (ElVariables.Use use : ElVariables.in(text)) {
      if (isMissing(use.name()) && !missing.containsKey(use.name())) {
        missing.put(use.name(), begin.after(text, use.offset()));
      }
    }
  }

  private boolean isMissing(String name) {
    return !CONSTANTS.contains(name) && !scope.defines(name);
  }
}

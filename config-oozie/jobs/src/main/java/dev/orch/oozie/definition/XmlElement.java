package dev.orch.oozie.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An element of a definition, and where it stands.
 *
 * @param namespace empty if there is none
 * @param name without a prefix
 * @param attributes those without a namespace, by their names
 * @param text what stands directly in it, comments left out
 * @param place of its start tag
 * @param textPlace where its text begins
 */
record XmlElement(
    String namespace,
    String name,
    Map<String, Attribute> attributes,
    List<XmlElement> children,
    String text,
    Place place,
    Place textPlace) {
  /**
   * An attribute.
   *
   * @param place where its value begins
   */
  record Attribute(String value, Place place) {}

  XmlElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /** Its children of this name and its own namespace. */
  List<XmlElement> children(String wanted) {
    return children.stream()
        .filter(child -> child.name.equals(wanted) && child.namespace.equals(namespace))
        .toList();
  }

  /** The first of them. */
  Optional<XmlElement> child(String wanted) {
    return children(wanted).stream().findFirst();
  }

  /** The value of an attribute; null if it is not there. */
  @Nullable String attribute(String wanted) {
    Attribute attribute = attributes.get(wanted);
    return attribute == null ? null : attribute.value();
  }

  /** Its text without the blanks around it. */
  String value() {
    return text.strip();
  }

  /** It, and all that are below it. */
  void forEach(Consumer<XmlElement> taker) {
    taker.accept(this);
    children.forEach(child -> child.forEach(taker));
  }
}

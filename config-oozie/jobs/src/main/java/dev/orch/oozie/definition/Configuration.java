package dev.orch.oozie.definition;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Properties as Hadoop's configurations hold them, in a definition or in a file of their own. */
final class Configuration {
  private Configuration() {}

  /** By name, as written; those without a value are left out. */
  static Map<String, String> of(XmlElement configuration) {
    Map<String, String> properties = new HashMap<>();
    for (XmlElement property : configuration.children("property")) {
      Optional<String> name = property.child("name").map(XmlElement::value);
      Optional<String> value = property.child("value").map(XmlElement::value);
      if (name.isPresent() && value.isPresent()) {
        properties.put(name.get(), value.get());
      }
    }
    return properties;
  }

  /** Those of the element {@code configuration} in another, if it is there. */
  static Map<String, String> in(XmlElement caller) {
    return caller.child("configuration").map(Configuration::of).orElse(Map.of());
  }
}

package dev.orch.publisher.spec;

import dev.orch.model.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads {@code oozie:}, which says how the jobs of a component are brought to Oozie. */
final class OozieKeys {
  /** The key, and the trigger that it belongs to. */
  static final String OOZIE = "oozie";

  private static final String URL = "url";
  private static final String USER = "user";
  private static final String POLICY = "policy";
  private static final String DRAIN_TIMEOUT = "drain-timeout";
  private static final String PROPERTIES = "properties";
  private static final String IGNORE = "ignore";
  private static final List<String> KEYS =
      List.of(URL, USER, POLICY, DRAIN_TIMEOUT, PROPERTIES, IGNORE);
  private static final List<String> POLICIES = List.of("drain", "kill", "leave");
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final YamlProblems problems;
  private final YamlValues values;
  private final SortedMap<String, String> canonical;

  OozieKeys(YamlProblems problems, YamlValues values, SortedMap<String, String> canonical) {
    this.problems = problems;
    this.values = values;
    this.canonical = canonical;
  }

  /**
   * Puts what it says into the canonical form.
   *
   * @param trigger that the component asks for; null if it asks for none
   */
  void read(@Nullable Node node, @Nullable String trigger) {
    if (node == null) {
      return;
    }
    if (!OOZIE.equals(trigger)) {
      problems.at(node, "oozie: is for components with the line 'trigger: oozie'");
    }
    values.mapping(OOZIE, node, KEYS).forEach(this::read);
  }

  private void read(String key, Node value) {
    String name = OOZIE + "." + key;
    switch (key) {
      case URL -> url(name, value).ifPresent(url -> canonical.put(name, url));
      case POLICY -> values.oneOf(name, value, POLICIES).ifPresent(it -> canonical.put(name, it));
      case DRAIN_TIMEOUT ->
          values.duration(name, value).ifPresent(it -> canonical.put(name, it.toString()));
      case PROPERTIES -> properties(name, value);
      case IGNORE -> ignored(name, value);
      default -> values.text(name, value).ifPresent(text -> canonical.put(name, text));
    }
  }

  private Optional<String> url(String name, Node node) {
    return values
        .text(name, node)
        .filter(
            text -> {
              boolean fits = isBase(text);
              if (!fits) {
                problems.at(
                    node,
                    name
                        + ": expected a URL such as http://oozie.example.org:11000/oozie, found "
                        + Quoted.of(text));
              }
              return fits;
            });
  }

  private static boolean isBase(String text) {
    try {
      URI uri = new URI(text);
      return uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private void properties(String name, Node node) {
    for (NodeTuple entry : values.entries(name, node)) {
      Optional<String> key = YamlValues.key(entry);
      Node value = entry.getValueNode();
      if (key.isPresent()) {
        scalar(name + "." + key.get(), value)
            .ifPresent(it -> canonical.put(name + "." + key.get(), it));
      }
    }
  }

  /** A number or a truth value as it is written, since a property is text. */
  private Optional<String> scalar(String name, Node node) {
    boolean plain =
        node instanceof ScalarNode && Set.of(Tag.INT, Tag.FLOAT, Tag.BOOL).contains(node.getTag());
    if (plain) {
      return Optional.of(((ScalarNode) node).getValue());
    }
    if (node instanceof ScalarNode scalar
        && scalar.getTag().equals(Tag.STR)
        && scalar.getValue().isEmpty()) {
      return Optional.of("");
    }
    return values.text(name, node);
  }

  private void ignored(String name, Node node) {
    int number = 0;
    for (Node element : values.list(name, node)) {
      String key = String.format("%s.%03d", name, number++);
      values.text(name, element).ifPresent(it -> canonical.put(key, it));
    }
  }
}

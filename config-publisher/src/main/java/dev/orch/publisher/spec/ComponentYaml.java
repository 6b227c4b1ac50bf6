package dev.orch.publisher.spec;

import dev.orch.model.InvalidInputException;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.DriftPolicy;
import dev.orch.model.component.Layout;
import dev.orch.model.component.Reaction;
import dev.orch.model.component.TriggerName;
import dev.orch.model.instance.Labels;
import dev.orch.model.path.Glob;
import dev.orch.publisher.text.UnknownName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a {@code component.yaml}: YAML 1.2 (JSON schema) in UTF-8, one document of at most 64 KiB,
 * 16 levels, 10,000 values, 100 aliases and 1,000 patterns.
 *
 * <p>What it says becomes the flat canonical form of {@link ComponentSpec}: the same whatever the
 * order of keys, the style of scalars and the unit of durations. A value that is written out is
 * kept, also where it is the default: defaults may differ between versions.
 */
public final class ComponentYaml {
  /** The file's name, directly in the component's directory. */
  public static final String FILE_NAME = "component.yaml";

  /** A longer file is refused. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final String PROPERTIES = "properties";
  private static final String VALIDATE = "validate";
  private static final String VALIDATORS = "validators";
  private static final String SECRETS = "secrets";
  private static final String LAYOUT = "layout";
  private static final String ON_CHANGE = "on-change";
  private static final String TRIGGER = "trigger";
  private static final String COMMAND = "command";
  private static final String OOZIE = OozieKeys.OOZIE;
  private static final String DRIFT = "drift";
  private static final String LABELS = "labels";
  private static final String ROLLOUT = RolloutKeys.ROLLOUT;
  private static final List<String> KEYS =
      List.of(
          PROPERTIES,
          VALIDATE,
          VALIDATORS,
          SECRETS,
          LAYOUT,
          ON_CHANGE,
          TRIGGER,
          COMMAND,
          OOZIE,
          DRIFT,
          LABELS,
          ROLLOUT);

  private static final List<String> TRIGGERS =
      List.of("command", "process", OOZIE, ComponentSpec.NO_TRIGGER);
  private static final List<String> COMMANDS = List.of("stop", "start", "reload");
  private static final String TIMEOUT = "timeout";
  private static final List<String> COMMAND_KEYS = List.of("stop", "start", "reload", TIMEOUT);

  private final YamlProblems problems;
  private final YamlValues values;
  private final SortedMap<String, String> canonical = new TreeMap<>();
  private int patterns;

  private ComponentYaml(YamlProblems problems) {
    this.problems = problems;
    this.values = new YamlValues(problems);
  }

  /**
   * Reads one.
   *
   * @param file how the user knows it, for messages
   * @throws InvalidInputException with everything that is wrong, each with line and column
   */
  public static ComponentDefinition parse(String file, byte[] content) {
    YamlProblems problems = new YamlProblems(file);
    Optional<Node> root = YamlDocument.parse(content, problems);
    if (root.isEmpty()) {
      return ComponentDefinition.DEFAULT;
    }
    return new ComponentYaml(problems).read(root.get());
  }

  private ComponentDefinition read(Node root) {
    Map<String, Node> keys = values.mapping(FILE_NAME, root, KEYS);
    List<Glob> properties = properties(keys.get(PROPERTIES));
    ValidationKeys checks = new ValidationKeys(problems, values);
    List<ValidationRule> validation = checks.validate(VALIDATE, keys.get(VALIDATE));
    List<SecretsRule> secrets = checks.secrets(SECRETS, keys.get(SECRETS));
    List<ValidatorCommand> validators = checks.validators(VALIDATORS, keys.get(VALIDATORS));
    onChange(keys.get(ON_CHANGE));
    trigger(keys.get(TRIGGER));
    command(keys.get(COMMAND));
    new OozieKeys(problems, values, canonical).read(keys, canonical.get(TRIGGER));
    put(LAYOUT, keys.get(LAYOUT), Layout.values());
    put(DRIFT, keys.get(DRIFT), DriftPolicy.values());
    labels(keys.get(LABELS));
    new RolloutKeys(problems, values, canonical).read(keys.get(ROLLOUT));
    if (patterns > YamlValues.MAX_ELEMENTS) {
      problems.at(root, "expected at most " + YamlValues.MAX_ELEMENTS + " patterns in all");
    }
    problems.throwIfAny();
    return new ComponentDefinition(
        ComponentSpec.ofCanonical(canonical), properties, validation, secrets, validators);
  }

  private List<Glob> properties(@Nullable Node node) {
    return node == null
        ? ComponentSpec.defaultPropertiesPatterns()
        : counted(values.patterns(PROPERTIES, node));
  }

  private void onChange(@Nullable Node node) {
    if (node == null) {
      return;
    }
    int number = 0;
    for (Node rule : values.list(ON_CHANGE, node)) {
      String prefix = YamlValues.element(ON_CHANGE, number++);
      Map<String, Node> keys = values.mapping(ON_CHANGE, rule, List.of("paths", "do"));
      Node paths = keys.get("paths");
      if (paths == null) {
        problems.at(rule, ON_CHANGE + ": expected a key 'paths' in each rule");
      } else {
        int pattern = 0;
        for (Glob glob : counted(values.patterns("paths", paths))) {
          canonical.put(YamlValues.element(prefix + ".paths", pattern++), glob.toString());
        }
      }
      Node reaction = keys.get("do");
      if (reaction == null) {
        problems.at(rule, ON_CHANGE + ": expected a key 'do' in each rule");
      }
      put(prefix + ".do", "do", reaction, Reaction.values());
    }
  }

  private List<Glob> counted(List<Glob> globs) {
    patterns += globs.size();
    return globs;
  }

  private void labels(@Nullable Node node) {
    if (node == null) {
      return;
    }
    Set<String> keys = new LinkedHashSet<>();
    for (Node element : values.list(LABELS, node)) {
      values
          .text(LABELS, element)
          .ifPresent(
              key -> {
                if (Labels.problem(key + "=any").isPresent()) {
                  problems.at(element, LABELS + ": expected the key of a label, found " + key);
                } else if (!keys.add(key)) {
                  problems.at(
                      element, LABELS + ": expected each key once, found " + key + " again");
                }
              });
    }
    int number = 0;
    for (String key : keys) {
      canonical.put(YamlValues.element(LABELS, number++), key);
    }
  }

  private void trigger(@Nullable Node node) {
    if (node == null) {
      return;
    }
    values
        .text(TRIGGER, node)
        .ifPresent(
            trigger -> {
              if (TRIGGERS.contains(trigger) || TriggerName.isOfPlugin(trigger)) {
                canonical.put(TRIGGER, trigger);
              } else {
                problems.at(
                    node,
                    UnknownName.message(TRIGGER, trigger, TRIGGERS)
                        + "; "
                        + TriggerName.PLUGIN_RULE);
              }
            });
  }

  private void command(@Nullable Node node) {
    if (node == null) {
      return;
    }
    values
        .mapping(COMMAND, node, COMMAND_KEYS)
        .forEach(
            (key, value) -> {
              String name = COMMAND + "." + key;
              Optional<String> text =
                  COMMANDS.contains(key)
                      ? values.text(name, value)
                      : values.duration(name, value).map(Object::toString);
              text.ifPresent(it -> canonical.put(name, it));
            });
  }

  private void put(String key, @Nullable Node node, Enum<?>[] allowed) {
    put(key, key, node, allowed);
  }

  private void put(String canonicalKey, String name, @Nullable Node node, Enum<?>[] allowed) {
    if (node != null) {
      values
          .oneOf(name, node, CanonicalName.all(allowed))
          .ifPresent(value -> canonical.put(canonicalKey, value));
    }
  }
}

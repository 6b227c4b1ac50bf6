package dev.orch.publisher.spec;

import dev.orch.model.Quoted;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.path.Glob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the keys that say what is checked before a component is published. */
final class ValidationKeys {
  private static final String HADOOP = "hadoop";
  private static final String XSD = "xsd";
  private static final String DTD = "dtd";
  private static final String COMMAND = "command";
  private static final String TIMEOUT = "timeout";

  private final YamlProblems problems;
  private final YamlValues values;

  ValidationKeys(YamlProblems problems, YamlValues values) {
    this.problems = problems;
    this.values = values;
  }

  List<ValidationRule> validate(String name, @Nullable Node node) {
    List<ValidationRule> rules = new ArrayList<>();
    if (node != null) {
      for (NodeTuple entry : values.entries(name, node)) {
        Optional<Glob> pattern = values.pattern(name, entry.getKeyNode());
        Optional<Expectation> expectation = expectation(name, entry.getValueNode());
        if (pattern.isPresent() && expectation.isPresent()) {
          rules.add(new ValidationRule(pattern.get(), expectation.get()));
        }
      }
    }
    return rules;
  }

  private Optional<Expectation> expectation(String name, Node node) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return values
          .bool(name, node)
          .map(yes -> yes ? new Expectation.WellFormed() : new Expectation.Anything());
    }
    if (node instanceof ScalarNode scalar && scalar.getValue().equals(HADOOP)) {
      return Optional.of(new Expectation.HadoopConfiguration());
    }
    if (node instanceof MappingNode mapping && mapping.getValue().size() == 1) {
      Map<String, Node> keys = values.mapping(name, node, List.of(XSD, DTD));
      Node xsd = keys.get(XSD);
      Node dtd = keys.get(DTD);
      if (xsd != null) {
        return path(XSD, xsd).map(Expectation.ValidBySchema::new);
      }
      return dtd == null ? Optional.empty() : path(DTD, dtd).map(Expectation.ValidByDtd::new);
    }
    problems.at(
        node,
        name
            + ": expected true, false, hadoop, {xsd: PATH} or {dtd: PATH}"
            + (node instanceof ScalarNode scalar ? ", found " + Quoted.of(scalar.getValue()) : ""));
    return Optional.empty();
  }

  private Optional<ConfigPath> path(String name, Node node) {
    Optional<String> text = values.text(name, node);
    Optional<String> wrong = text.flatMap(ConfigPath::problem);
    wrong.ifPresent(problem -> problems.at(node, name + ": " + problem));
    return wrong.isPresent() ? Optional.empty() : text.map(ConfigPath::new);
  }

  List<SecretsRule> secrets(String name, @Nullable Node node) {
    List<SecretsRule> rules = new ArrayList<>();
    if (node != null) {
      for (NodeTuple entry : values.entries(name, node)) {
        Optional<Glob> pattern = values.pattern(name, entry.getKeyNode());
        Optional<Boolean> look = values.bool(name, entry.getValueNode());
        if (pattern.isPresent() && look.isPresent()) {
          rules.add(new SecretsRule(pattern.get(), look.get()));
        }
      }
    }
    return rules;
  }

  List<ValidatorCommand> validators(String name, @Nullable Node node) {
    List<ValidatorCommand> commands = new ArrayList<>();
    if (node != null) {
      for (Node element : values.list(name, node)) {
        validator(name, element).ifPresent(commands::add);
      }
    }
    return commands;
  }

  private Optional<ValidatorCommand> validator(String name, Node node) {
    if (node instanceof ScalarNode) {
      return values
          .text(name, node)
          .map(line -> new ValidatorCommand(line, ValidatorCommand.DEFAULT_TIMEOUT));
    }
    Map<String, Node> keys = values.mapping(name, node, List.of(COMMAND, TIMEOUT));
    Node command = keys.get(COMMAND);
    if (command == null) {
      problems.at(node, name + ": expected a command, or the keys command and timeout");
      return Optional.empty();
    }
    Node timeout = keys.get(TIMEOUT);
    Optional<Duration> limit =
        timeout == null
            ? Optional.of(ValidatorCommand.DEFAULT_TIMEOUT)
            : values.duration(name + "." + TIMEOUT, timeout);
    return values
        .text(name, command)
        .flatMap(line -> limit.map(time -> new ValidatorCommand(line, time)));
  }
}

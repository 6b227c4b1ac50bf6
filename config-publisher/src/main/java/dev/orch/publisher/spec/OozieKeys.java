package dev.orch.publisher.spec;

import dev.orch.model.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Reads {@code oozie:}, the block that belongs to {@code trigger: oozie}. Whoever deploys jobs
 * knows only the canonical form: its keys are the contract, and this module knows nothing of jobs.
 */
final class OozieKeys {
  /** What {@code trigger:} says, and the block's key. */
  static final String OOZIE = "oozie";

  /** What stands before names of properties in the canonical form. */
  static final String PROPERTIES_PREFIX = OOZIE + ".properties.";

  private static final String URL = "url";
  private static final String USER = "user";
  private static final String AUTH = "auth";
  private static final String POLICY = "policy";
  private static final String DRAIN_TIMEOUT = "drain-timeout";
  private static final String PROPERTIES = "properties";
  private static final String IGNORE = "ignore";
  private static final String MODE = "mode";
  private static final String SINCE = "since";
  private static final String OUTSIDE_EFFECTS = "outside-effects";
  private static final List<String> KEYS =
      List.of(
          URL, USER, AUTH, POLICY, DRAIN_TIMEOUT, PROPERTIES, IGNORE, MODE, SINCE, OUTSIDE_EFFECTS);
  private static final List<String> MODES = List.of("primary", "secondary");
  private static final List<String> AUTHS = List.of("simple", "kerberos");
  private static final List<String> POLICIES = List.of("drain", "kill", "leave");

  /** What orch sets for each job by itself; a value of somebody's would be lost without a word. */
  private static final List<String> RESERVED = List.of("orch.job", "orchJobDir", "orchStart");

  /** The digest writes a name and a value on one line, with an equals sign between them. */
  private static final Pattern PROPERTY_NAME = Pattern.compile("[!-~&&[^=]]{1,255}");

  private static final Pattern USER_NAME = Pattern.compile("\\S{1,255}");
  private static final int MAX_PORT = 65535;

  /**
   * Keys about a home and the program in it. Jobs have neither, and a key that does nothing
   * misleads whoever reads it. {@code drift} is none of them: live jobs can be changed by someone
   * else just as files can.
   */
  private static final SortedMap<String, String> OF_PROGRAMS =
      new TreeMap<>(
          Map.of(
              "command",
              "no command is run; oozie.policy says what becomes of runs under way",
              "layout",
              "each state of a job lies in a directory of its own",
              "on-change",
              "each job whose files or properties differ is changed, and no other",
              "rollout",
              "jobs are changed one by one, and none is stopped and started by that"));

  private final YamlProblems problems;
  private final YamlValues values;
  private final SortedMap<String, String> canonical;

  /** Puts what it reads into the canonical form. */
  OozieKeys(YamlProblems problems, YamlValues values, SortedMap<String, String> canonical) {
    this.problems = problems;
    this.values = values;
    this.canonical = canonical;
  }

  /**
   * Reads the block and refuses what does not go with it.
   *
   * @param keys of the whole file
   * @param trigger the one asked for; null if none is or it was refused
   */
  void read(Map<String, Node> keys, @Nullable String trigger) {
    Node block = keys.get(OOZIE);
    if (OOZIE.equals(trigger)) {
      refuseKeysOfPrograms(keys);
    } else if (block != null && (trigger != null || !keys.containsKey("trigger"))) {
      problems.at(block, "oozie: is for components with trigger: oozie; say that, or leave it out");
    }
    if (block != null) {
      SortedMap<String, Node> entries = new TreeMap<>(values.mapping(OOZIE, block, KEYS));
      entries.forEach(this::read);
      if (entries.containsKey(MODE) != entries.containsKey(SINCE)) {
        problems.at(
            block,
            "oozie: expected mode and since together, found one of them; both clusters go by since");
      }
    }
  }

  private void refuseKeysOfPrograms(Map<String, Node> keys) {
    OF_PROGRAMS.forEach(
        (key, why) -> {
          Node node = keys.get(key);
          if (node != null) {
            problems.at(node, key + " means nothing with trigger oozie: " + why + "; leave it out");
          }
        });
  }

  private void read(String key, Node node) {
    String name = OOZIE + "." + key;
    switch (key) {
      case URL -> put(name, node, this::url);
      case USER -> put(name, node, this::user);
      case AUTH -> put(name, node, (it, value) -> values.oneOf(it, value, AUTHS));
      case POLICY -> put(name, node, (it, value) -> values.oneOf(it, value, POLICIES));
      case DRAIN_TIMEOUT ->
          put(name, node, (it, value) -> values.duration(it, value).map(Object::toString));
      case PROPERTIES -> properties(name, node);
      case MODE -> put(name, node, (it, value) -> values.oneOf(it, value, MODES));
      case SINCE -> put(name, node, this::time);
      default -> jobNames(name, node);
    }
  }

  private void put(String name, Node node, BiFunction<String, Node, Optional<String>> read) {
    read.apply(name, node).ifPresent(value -> canonical.put(name, value));
  }

  private Optional<String> url(String name, Node node) {
    Optional<String> text = values.text(name, node);
    if (text.isPresent() && !isAddress(text.get())) {
      problems.at(
          node,
          name
              + ": expected http or https, a host, and neither user, query nor fragment, such as"
              + " http://oozie.example.org:11000/oozie, found "
              + Quoted.of(text.get()));
      return Optional.empty();
    }
    return text;
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null
          && uri.getPort() <= MAX_PORT
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private Optional<String> user(String name, Node node) {
    Optional<String> text = values.text(name, node);
    if (text.isPresent() && !USER_NAME.matcher(text.get()).matches()) {
      problems.at(
          node,
          name
              + ": expected a name without blanks, at most 255 characters, found "
              + Quoted.of(text.get()));
      return Optional.empty();
    }
    return text;
  }

  private void properties(String name, Node node) {
    for (NodeTuple entry : values.entries(name, node)) {
      YamlValues.key(entry)
          .ifPresent(
              key -> {
                Optional<String> wrong = problemOfProperty(key);
                wrong.ifPresent(what -> problems.at(entry.getKeyNode(), name + ": " + what));
                Optional<String> value =
                    values.scalar(name + "." + Quoted.of(key), entry.getValueNode());
                if (wrong.isEmpty()) {
                  value.ifPresent(it -> canonical.put(PROPERTIES_PREFIX + key, it));
                }
              });
    }
  }

  private static Optional<String> problemOfProperty(String key) {
    if (RESERVED.contains(key)) {
      return Optional.of(key + " is orch's own to set");
    }
    return PROPERTY_NAME.matcher(key).matches()
        ? Optional.empty()
        : Optional.of(
            "expected names of 1 to 255 printable ASCII characters but blank and =, found "
                + Quoted.of(key));
  }

  private Optional<String> time(String name, Node node) {
    Optional<String> text = values.scalar(name, node);
    try {
      return text.map(it -> OffsetDateTime.parse(it).toInstant().toString());
    } catch (DateTimeParseException e) {
      problems.at(
          node,
          name
              + ": expected a time with its offset from UTC, such as 2026-01-31T08:00Z, found "
              + Quoted.of(text.orElse("")));
      return Optional.empty();
    }
  }

  private void jobNames(String name, Node node) {
    int number = 0;
    for (Node element : values.list(name, node)) {
      String key = YamlValues.element(name, number++);
      values
          .text(name, element)
          .ifPresent(
              text -> {
                int asterisk = text.indexOf('*');
                if (asterisk >= 0 && asterisk < text.length() - 1) {
                  problems.at(
                      element,
                      name
                          + ": expected an asterisk at the end only, as in legacy-*, found "
                          + Quoted.of(text));
                } else {
                  canonical.put(key, text);
                }
              });
    }
  }
}

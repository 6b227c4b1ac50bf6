package dev.orch.model.component;

import dev.orch.model.Quoted;
import dev.orch.model.path.Glob;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads typed values from the canonical form of a {@link ComponentSpec}. */
final class CanonicalSpecReader {
  private static final String ON_CHANGE = "on-change.";

  private final SortedMap<String, String> entries;

  CanonicalSpecReader(SortedMap<String, String> entries) {
    this.entries = entries;
  }

  List<OnChangeRule> onChange() {
    SortedMap<String, List<Glob>> paths = new TreeMap<>();
    SortedMap<String, Reaction> reactions = new TreeMap<>();
    below(ON_CHANGE)
        .forEach(
            (key, value) -> {
              String[] parts = key.substring(ON_CHANGE.length()).split("\\.", -1);
              if (parts.length == 3 && parts[1].equals("paths")) {
                paths.computeIfAbsent(parts[0], rule -> new ArrayList<>()).add(Glob.of(value));
              } else if (parts.length == 2 && parts[1].equals("do")) {
                reactions.put(parts[0], oneOf(key, value, Reaction.values()));
              }
            });
    List<OnChangeRule> rules = new ArrayList<>();
    paths.forEach(
        (rule, globs) -> {
          Reaction reaction = reactions.get(rule);
          if (reaction == null) {
            throw new IllegalArgumentException(ON_CHANGE + rule + ": expected a key 'do'");
          }
          rules.add(new OnChangeRule(globs, reaction));
        });
    return List.copyOf(rules);
  }

  private SortedMap<String, String> below(String prefix) {
    return entries.subMap(prefix, prefix + Character.MAX_VALUE);
  }

  List<String> labels() {
    return List.copyOf(below("labels.").values());
  }

  Layout layout() {
    return orElse("layout", Layout.IN_PLACE, Layout.values());
  }

  String trigger() {
    return entries.getOrDefault("trigger", defaultTrigger());
  }

  private String defaultTrigger() {
    return below("command.").isEmpty() ? ComponentSpec.NO_TRIGGER : "command";
  }

  DriftPolicy drift() {
    return orElse("drift", DriftPolicy.REPORT, DriftPolicy.values());
  }

  CommandSpec command() {
    return new CommandSpec(
        entries.get("command.stop"),
        entries.get("command.start"),
        entries.get("command.reload"),
        timeout(entries.get("command.timeout")));
  }

  private static Duration timeout(@Nullable String value) {
    if (value == null) {
      return CommandSpec.DEFAULT_TIMEOUT;
    }
    try {
      return Duration.parse(value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "command.timeout: expected an ISO-8601 duration, found " + Quoted.of(value), e);
    }
  }

  private <E extends Enum<E>> E orElse(String key, E otherwise, E[] values) {
    String value = entries.get(key);
    return value == null ? otherwise : oneOf(key, value, values);
  }

  private static <E extends Enum<E>> E oneOf(String key, String value, E[] values) {
    for (E candidate : values) {
      if (CanonicalName.of(candidate).equals(value)) {
        return candidate;
      }
    }
    throw new IllegalArgumentException(
        key + ": expected one of " + CanonicalName.all(values) + ", found " + Quoted.of(value));
  }
}

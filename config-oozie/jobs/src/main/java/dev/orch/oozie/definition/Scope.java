package dev.orch.oozie.definition;

import dev.orch.oozie.job.Job;
import dev.orch.oozie.job.JobProperties;
import dev.orch.oozie.job.Variables;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The properties that Oozie has when it reads a definition, as far as they are known. */
final class Scope {
  /** Longer than any path: what such a value is does not matter, only that there is one. */
  private static final int MAX_LENGTH = 4096;

  /** What Oozie hands a sub-workflow that is told nothing. */
  static final Scope EMPTY = new Scope(Map.of(), Set.of(), true);

  private final Map<String, String> values;
  private final Set<String> valueless;
  private final boolean complete;
  private final Variables variables;

  private Scope(Map<String, String> values, Set<String> valueless, boolean complete) {
    this.values = new HashMap<>();
    this.valueless = new HashSet<>(valueless);
    values.forEach(
        (name, value) -> {
          if (value.length() <= MAX_LENGTH) {
            this.values.put(name, value);
          } else {
            this.valueless.add(name);
          }
        });
    this.complete = complete;
    this.variables = new Variables(this.values);
  }

  /** What a job is submitted with. */
  static Scope of(Job job) {
    Map<String, String> values = new HashMap<>(job.properties());
    values.put(JobProperties.DIRECTORY, ApplicationFiles.ROOT);
    values.put(
        JobProperties.applicationPath(job.kind()),
        ApplicationFiles.ROOT + "/" + job.definitionFile());
    return new Scope(values, Set.of(JobProperties.USER), true);
  }

  /** This, and where it has nothing, these; their variables are those of all together. */
  Scope orElse(Map<String, String> defaults) {
    Map<String, String> all = new HashMap<>(defaults);
    all.keySet().removeAll(valueless);
    all.putAll(values);
    return new Scope(all, valueless, complete);
  }

  /** This with a property more, whose value is not known. */
  Scope withUnknown(String name) {
    Map<String, String> others = new HashMap<>(values);
    others.remove(name);
    Set<String> more = new HashSet<>(valueless);
    more.add(name);
    return new Scope(others, more, complete);
  }

  /** This, and before it these, whose variables are those of {@code caller}. */
  Scope overriddenBy(Map<String, String> configuration, Scope caller) {
    Map<String, String> all = new HashMap<>(values);
    Set<String> unknown = new HashSet<>(valueless);
    configuration.forEach(
        (name, value) -> {
          Optional<String> resolved = caller.resolve(value);
          if (resolved.isPresent()) {
            all.put(name, resolved.get());
            unknown.remove(name);
          } else {
            all.remove(name);
            unknown.add(name);
          }
        });
    return new Scope(all, unknown, complete);
  }

  /** This with other properties that nobody knows. */
  Scope incomplete() {
    return new Scope(values, valueless, false);
  }

  /** Whether a variable of this name may have a value. */
  boolean defines(String name) {
    return !complete || values.containsKey(name) || valueless.contains(name);
  }

  /** The text with its variables replaced; nothing if what Oozie makes of it is not known. */
  Optional<String> resolve(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return variables.resolve(text).filter(resolved -> !resolved.contains("${"));
  }
}

package dev.orch.model.instance;

import dev.orch.model.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where others reach an instance, by what they reach there, such as {@code rpc=node-7:9000}; given
 * to its agent at the start.
 *
 * <p>At most {@value #MAX_COUNT}. Names are 1 to {@value #MAX_NAME} ASCII letters, digits, {@code
 * .}, {@code _} and {@code -}, beginning with a letter or digit.
 *
 * @param byName unmodifiable
 */
public record Endpoints(SortedMap<String, Endpoint> byName) {
  /** None at all. */
  public static final Endpoints NONE = new Endpoints(new TreeMap<>());

  /** The most endpoints of one instance. */
  public static final int MAX_COUNT = 16;

  /** The longest name, in characters. */
  public static final int MAX_NAME = 63;

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_NAME - 1) + '}');

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException when there are too many, or a name is not legal
   */
  public Endpoints {
    for (String name : byName.keySet()) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "endpoint "
                + Quoted.of(name)
                + ": expected a name of 1 to "
                + MAX_NAME
                + " letters, digits, '.', '_' and '-', beginning with a letter or digit");
      }
    }
    if (byName.size() > MAX_COUNT) {
      throw new IllegalArgumentException(
          "expected at most " + MAX_COUNT + " endpoints, found " + byName.size());
    }
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  /**
   * Reads endpoints, each {@code NAME=HOST:PORT}.
   *
   * @throws IllegalArgumentException naming everything that is wrong, also a name with two values
   */
  public static Endpoints parse(Collection<String> endpoints) {
    List<String> problems = new ArrayList<>();
    TreeMap<String, Endpoint> byName = new TreeMap<>();
    for (String each : endpoints) {
      try {
        add(byName, each);
      } catch (IllegalArgumentException e) {
        problems.add("endpoint " + Quoted.of(each) + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new Endpoints(byName);
  }

  private static void add(Map<String, Endpoint> byName, String text) {
    int equals = text.indexOf('=');
    if (equals < 0 || !NAME.matcher(text.substring(0, equals)).matches()) {
      throw new IllegalArgumentException("expected NAME=HOST:PORT, for example rpc=node-7:9000");
    }
    Endpoint endpoint = Endpoint.parse(text.substring(equals + 1));
    Endpoint other = byName.put(text.substring(0, equals), endpoint);
    if (other != null && !other.equals(endpoint)) {
      throw new IllegalArgumentException("expected one of this name, found " + other + " as well");
    }
  }

  /** The one of this name, if there is one. */
  public Optional<Endpoint> endpoint(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** As one line: {@code http=node-7:8080,rpc=node-7:9000}; empty if there is none. */
  @Override
  public String toString() {
    List<String> all = new ArrayList<>();
    byName.forEach((name, endpoint) -> all.add(name + '=' + endpoint));
    return String.join(",", all);
  }
}

package dev.orch.zookeeper.event;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of events: 16 hexadecimal digits, chosen by whoever records it, and the ten digits that
 * ZooKeeper appends.
 */
final class EventNodes {
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})-([0-9]{10})");

  private EventNodes() {}

  /**
   * One of them.
   *
   * @param number by which they are ordered; above 0
   */
  record Name(String id, long number, String node) {}

  static Optional<Name> parse(String node) {
    Matcher matcher = NAME.matcher(node);
    return matcher.matches()
        // ZooKeeper counts from 0, which is to mean before all of them.
        ? Optional.of(new Name(matcher.group(1), Long.parseLong(matcher.group(2)) + 1, node))
        : Optional.empty();
  }

  /** In their order. */
  static List<Name> sorted(List<String> nodes) {
    return nodes.stream()
        .flatMap(node -> parse(node).stream())
        .sorted(Comparator.comparingLong(Name::number))
        .toList();
  }
}

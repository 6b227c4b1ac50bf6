package dev.orch.robustness.history;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that was asked and answered, in no order but that of the times. */
public record History(List<Operation> operations) {
  public History {
    operations = List.copyOf(operations);
  }

  /** All operations of this kind. */
  public <T extends Operation> Stream<T> of(Class<T> kind) {
    return operations.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** How many there are of each kind and result, for people. */
  public String counts() {
    Map<String, Long> counts =
        operations.stream()
            .collect(Collectors.groupingBy(History::label, TreeMap::new, Collectors.counting()));
    return operations.size() + " operations: " + counts;
  }

  private static String label(Operation operation) {
    String kind = operation.getClass().getSimpleName();
    if (operation instanceof Operation.Write write) {
      return write.intent().getClass().getSimpleName()
          + " "
          + write.outcome().getClass().getSimpleName();
    }
    if (operation instanceof Operation.HeadRead read) {
      return kind + (read.latest() ? " latest" : " plain");
    }
    if (operation instanceof Operation.Verdict verdict) {
      return kind + (verdict.number().isPresent() ? " committed" : " not committed");
    }
    if (operation instanceof Operation.Prune prune) {
      return kind + (prune.victims().isPresent() ? " done" : " broken off");
    }
    return kind;
  }
}

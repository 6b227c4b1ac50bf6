package dev.orch.zookeeper.write;

import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.OpResult;

/** What became of a transaction. */
public final class MultiResult {
  private MultiResult() {}

  /**
   * Why the server refused it.
   *
   * @param index of the operation that failed
   */
  public record Failure(int index, Code code) {}

  /** The operation that made it fail, or nothing when all of it was done. */
  public static Optional<Failure> failure(List<OpResult> results) {
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof OpResult.ErrorResult error) {
        Code code = Code.get(error.getErr());
        // Those before the culprit are given as OK, those after it as inconsistent.
        if (code != Code.OK) {
          return Optional.of(new Failure(i, code == null ? Code.SYSTEMERROR : code));
        }
      }
    }
    return Optional.empty();
  }
}

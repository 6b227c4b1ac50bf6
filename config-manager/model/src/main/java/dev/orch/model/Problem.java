package dev.orch.model;

/**
 * One thing that is wrong with an input.
 *
 * @param where the file, with line and column if known ({@code file-mgr/component.yaml:3:5}), or
 *     another name by which the user knows the culprit
 * @param what what was expected and what was found, one line, no final full stop
 */
public record Problem(String where, String what) implements Comparable<Problem> {
  @Override
  public int compareTo(Problem other) {
    int byPlace = where.compareTo(other.where);
    return byPlace != 0 ? byPlace : what.compareTo(other.what);
  }

  @Override
  public String toString() {
    return where + ": " + what;
  }
}

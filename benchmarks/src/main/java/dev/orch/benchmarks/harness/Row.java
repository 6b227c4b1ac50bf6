package dev.orch.benchmarks.harness;

import java.util.List;

/** One kind of work, done by all who can. */
public interface Row {
  /** By which it is asked for: lower-case letters, digits and hyphens. */
  String name();

  /** In words, for the table. */
  String title();

  Unit unit();

  /** What is to be reached; may be empty. */
  List<Target> targets();

  /** How often it is measured. */
  Pace pace();

  /**
   * Sets it up.
   *
   * @param contest given everything that is to be measured and closed; closed also if this throws
   */
  void open(Contest contest, Bench bench) throws Exception;
}

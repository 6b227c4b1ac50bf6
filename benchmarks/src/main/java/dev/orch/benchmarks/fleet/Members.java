package dev.orch.benchmarks.fleet;

import java.io.IOException;
import java.util.List;

/** Many that follow one node, in one process. */
interface Members extends AutoCloseable {
  /** Starts one more and returns once it is up to date. */
  void start(int number) throws Exception;

  /** When each came to a version, in microseconds since 1970. */
  List<Long> await(long version, int count) throws IOException, InterruptedException;

  /**
   * How many are ended at a time: one by one, hundreds would not be done when their process is
   * ended by force, and their sessions would expire in the next round.
   */
  int CLOSED_TOGETHER = 50;

  @Override
  void close() throws Exception;
}

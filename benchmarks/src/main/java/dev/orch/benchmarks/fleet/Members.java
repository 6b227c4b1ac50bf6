package dev.orch.benchmarks.fleet;

import java.io.IOException;
import java.util.List;

/** Many that follow one node, in one process. */
interface Members extends AutoCloseable {
  /** Starts one more and returns once it is up to date. */
  void start(int number) throws Exception;

  /** When each came to a version, in microseconds since 1970. */
  List<Long> await(long version, int count) throws IOException, InterruptedException;

  @Override
  void close() throws Exception;
}

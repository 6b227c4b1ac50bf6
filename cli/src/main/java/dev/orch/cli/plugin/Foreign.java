package dev.orch.cli.plugin;

/** Runs code of a plug-in as it may expect: its own loader is the thread's context class loader. */
final class Foreign {
  private Foreign() {}

  /** What is run. */
  @FunctionalInterface
  interface Call<T, E extends Exception, F extends Exception> {
    T run() throws E, F;
  }

  static <T, E extends Exception, F extends Exception> T call(
      ClassLoader loader, Call<T, E, F> call) throws E, F {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return call.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** What a failure is about, in one line. */
  static String describe(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.toString();
  }
}

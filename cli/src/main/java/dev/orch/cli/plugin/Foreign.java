package dev.orch.cli.plugin;

/** Runs code of a plug-in as it may expect: its own loader is the thread's context class loader. */
final class Foreign {
  private Foreign() {}

  /** What is run. */
  @FunctionalInterface
  interface Call<T, E extends Exception, F extends Exception> {
    T run() throws E, F;
  }

  /** The same without a result. */
  @FunctionalInterface
  interface Task<E extends Exception, F extends Exception> {
    void run() throws E, F;
  }

  static <E extends Exception, F extends Exception> void run(ClassLoader loader, Task<E, F> task)
      throws E, F {
    Boolean unused =
        Foreign.<Boolean, E, F>call(
            loader,
            () -> {
              task.run();
              return true;
            });
  }

  /**
   * Closes it if it can be closed.
   *
   * @throws IllegalStateException naming the jar, when that fails
   */
  static void close(String jar, Object foreign) {
    if (foreign instanceof AutoCloseable closeable) {
      try {
        Foreign.<Exception, InterruptedException>run(
            foreign.getClass().getClassLoader(), closeable::close);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception | LinkageError e) {
        // A plug-in's close() may throw whatever it likes, and must not end what closes others too.
        throw new IllegalStateException(jar + " failed: " + describe(e), e);
      }
    }
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

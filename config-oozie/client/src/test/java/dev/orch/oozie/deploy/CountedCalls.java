package dev.orch.oozie.deploy;

import dev.orch.oozie.server.OozieServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the calls to a server by the names of its methods. For use by one thread. */
final class CountedCalls {
  private final SortedMap<String, Integer> counts = new TreeMap<>();

  /** The server, counted from now on. */
  OozieServer of(OozieServer server) {
    return (OozieServer)
        Proxy.newProxyInstance(
            OozieServer.class.getClassLoader(),
            new Class<?>[] {OozieServer.class},
            (proxy, method, arguments) -> {
              counts.merge(method.getName(), 1, Integer::sum);
              try {
                return method.invoke(server, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Those since the last time that this was asked. */
  SortedMap<String, Integer> take() {
    SortedMap<String, Integer> taken = new TreeMap<>(counts);
    counts.clear();
    return taken;
  }
}

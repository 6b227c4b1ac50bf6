package dev.orch.benchmarks.lean;

import dev.orch.benchmarks.servers.NodeNames;
import dev.orch.benchmarks.servers.RawZooKeeper;
import dev.orch.config.ConfigurationFactory;
import dev.orch.config.ConfigurationManager;
import dev.orch.model.store.StoreSettings;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An application that starts: {@code plain CONNECT PARENT COUNT} reads nodes by the plain client,
 * {@code orch CONNECT PROJECT COMPONENT HOME} loads its configuration by a distributed manager.
 * Prints OK and the milliseconds from the begin of {@code main} until the files are there.
 */
public final class Application {
  private Application() {}

  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    if (args[0].equals("plain")) {
      try (RawZooKeeper client = RawZooKeeper.connect(args[1])) {
        client.readPipelined(NodeNames.below(args[2], Integer.parseInt(args[3])), 64);
        print(start);
      }
      return;
    }
    try (ConfigurationManager manager =
        ConfigurationFactory.builder(args[3])
            .project(args[2])
            .store(StoreSettings.of(args[1]))
            .home(Path.of(args[4]))
            .instance("application")
            .distributed()) {
      if (manager.loadConfiguration().warning().isPresent()) {
        throw new IllegalStateException("the configuration is an old one");
      }
      print(start);
    }
  }

  private static void print(long start) {
    System.out.printf(Locale.ROOT, "OK %.3f%n", (System.nanoTime() - start) / 1e6);
  }
}

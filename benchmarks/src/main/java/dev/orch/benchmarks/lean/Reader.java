package dev.orch.benchmarks.lean;

import dev.orch.benchmarks.servers.RawZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * picocli and the plain client: reads a project's head and lists its instances; given a tree,
 * hashes its files and writes the last one, in place of them all.
 */
@Command(name = "reader", mixinStandardHelpOptions = true, description = "Reads a project.")
public final class Reader implements Callable<Integer> {
  @Option(names = "--zk", description = "The servers.")
  String connect = "";

  @Option(names = "--head", description = "The node of the head.")
  String head = "";

  @Option(names = "--instances", description = "The node of the instances.")
  String instances = "";

  @Option(names = "--tree", description = "What to hash.")
  @Nullable Path tree;

  @Option(names = "--target", description = "The node to write.")
  String target = "";

  @Override
  public Integer call() throws Exception {
    byte[] last = tree == null ? new byte[0] : hash(tree);
    RawZooKeeper client = RawZooKeeper.connect(connect);
    System.out.println(client.readPipelined(List.of(head), 1).get(0).length);
    System.out.println(
        client.client().exists(instances, false) == null
            ? 0
            : client.client().getChildren(instances, false).size());
    if (!target.isEmpty()) {
      client.write(target, last);
    }
    // Ends the session while the process ends.
    Thread closing = new Thread(() -> close(client), "closing");
    closing.setDaemon(true);
    closing.start();
    return 0;
  }

  private static void close(RawZooKeeper client) {
    try {
      client.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] hash(Path tree) throws Exception {
    byte[] last = new byte[0];
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        last = Files.readAllBytes(file);
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(last));
        if (digest.isEmpty()) {
          throw new IOException("no digest of " + file);
        }
      }
    }
    return last;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Reader()).execute(args));
  }
}

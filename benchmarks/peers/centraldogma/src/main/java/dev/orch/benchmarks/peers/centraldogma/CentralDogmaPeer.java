package dev.orch.benchmarks.peers.centraldogma;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.centraldogma.client.CentralDogma;
import com.linecorp.centraldogma.client.CentralDogmaRepository;
import com.linecorp.centraldogma.client.Watcher;
import com.linecorp.centraldogma.client.armeria.ArmeriaCentralDogmaBuilder;
import com.linecorp.centraldogma.common.Change;
import com.linecorp.centraldogma.common.Query;
import com.linecorp.centraldogma.server.CentralDogmaBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * LINE's Central Dogma. With the argument {@code server DATA} it is the server, says its port and
 * ends with its standard input. Otherwise it is told what to do: {@code connect PORT}, {@code up
 * DIRECTORY} (every file, into a new repository, in as few pushes as the server takes, one after
 * the other; as text of the same length, since it holds no bytes), {@code watch COUNT} (so many
 * watchers of one file by one client), {@code change TEXT} (from before the push to the last
 * watcher's value). Answers each with OK and the milliseconds it took, or FAILED and why.
 */
public final class CentralDogmaPeer {
  private static final String PROJECT = "benchmarks";

  /** In bytes: the server refuses requests above 10 MiB unless it is told otherwise. */
  private static final long MAX_PUSH = 8_000_000;

  private static final String WATCHED = "/watched.txt";

  private final CentralDogma dogma;
  private final List<Watcher<String>> watchers = new ArrayList<>();
  private CentralDogmaRepository watched;
  private int uploads;
  private volatile String expected = "";
  private volatile CountDownLatch missing = new CountDownLatch(0);

  private CentralDogmaPeer(int port) throws Exception {
    dogma = new ArmeriaCentralDogmaBuilder().host("127.0.0.1", port).build();
    dogma.createProject(PROJECT).join();
  }

  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    if (args.length > 0 && args[0].equals("server")) {
      serve(Path.of(args[1]), answers, input);
      System.exit(0);
    }
    CentralDogmaPeer peer = null;
    String line;
    while ((line = input.readLine()) != null) {
      String[] words = line.split(" ", 2);
      try {
        double millis = 0;
        switch (words[0]) {
          case "connect" -> peer = new CentralDogmaPeer(Integer.parseInt(words[1]));
          case "up" -> millis = peer.upload(Path.of(words[1]));
          case "watch" -> peer.watch(Integer.parseInt(words[1]));
          default -> millis = peer.change(words[1]);
        }
        answers.printf(Locale.ROOT, "OK %.3f%n", millis);
      } catch (Exception e) {
        // Whatever the library threw, whoever waits for an answer is to get one.
        e.printStackTrace();
        answers.println("FAILED " + e.toString().replace('\n', ' '));
      }
    }
    System.exit(0);
  }

  private static void serve(Path data, PrintStream answers, BufferedReader input)
      throws IOException {
    var server =
        new CentralDogmaBuilder(data.toFile())
            .port(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SessionProtocol.HTTP)
            .build();
    server.start().join();
    answers.println("OK " + server.activePort().localAddress().getPort());
    while (input.readLine() != null) {
      // Its end is all that is waited for.
    }
    server.stop().join();
  }

  private double upload(Path directory) throws Exception {
    String name = "r" + uploads++;
    dogma.createRepository(PROJECT, name).join();
    long start = System.nanoTime();
    List<Change<?>> changes = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    long bytes = 0;
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      if (bytes + content.length > MAX_PUSH) {
        push(name, changes);
        changes.clear();
        bytes = 0;
      }
      bytes += content.length;
      for (int i = 0; i < content.length; i++) {
        content[i] = (byte) ('0' + (content[i] & 63));
      }
      changes.add(
          Change.ofTextUpsert(
              "/" + directory.relativize(file) + ".txt", new String(content, ISO_8859_1)));
    }
    push(name, changes);
    double millis = (System.nanoTime() - start) / 1e6;
    dogma.removeRepository(PROJECT, name).join();
    return millis;
  }

  private void push(String repository, List<Change<?>> changes) {
    dogma.forRepo(PROJECT, repository).commit("files", changes).push().join();
  }

  private void watch(int count) throws Exception {
    dogma.createRepository(PROJECT, "watched").join();
    watched = dogma.forRepo(PROJECT, "watched");
    watched.commit("first", Change.ofTextUpsert(WATCHED, "0")).push().join();
    for (int i = 0; i < count; i++) {
      Watcher<String> watcher = watched.watcher(Query.ofText(WATCHED)).start();
      watcher.watch(
          (revision, text) -> {
            if (text.strip().equals(expected)) {
              missing.countDown();
            }
          });
      watchers.add(watcher);
    }
    for (Watcher<String> watcher : watchers) {
      watcher.awaitInitialValue(60, TimeUnit.SECONDS);
    }
  }

  private double change(String text) throws Exception {
    missing = new CountDownLatch(watchers.size());
    expected = text;
    long start = System.nanoTime();
    watched.commit("change", Change.ofTextUpsert(WATCHED, text)).push().join();
    if (!missing.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(missing.getCount() + " watchers were not told");
    }
    return (System.nanoTime() - start) / 1e6;
  }
}

package dev.orch.benchmarks.peers.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.PutOption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A thin loader for etcd, told what to do on its standard input: {@code connect URL}, {@code up
 * DIRECTORY} (every file, read and put in transactions of at most 128 and 1 MiB, all sent at once), {@code clear},
 * {@code watch COUNT} (so many watchers of one key, at most 50 a client, each of which reads the key
 * when it is told), {@code change TEXT} (from before the write to the last watcher's value). Answers
 * each with OK and the milliseconds it took, or FAILED and why.
 */
public final class EtcdPeer {
  private static final int BATCH = 128;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int WATCHERS_A_CLIENT = 50;
  private static final ByteSequence WATCHED = key("/watched");

  private final List<Client> clients = new ArrayList<>();
  private final String url;
  private int watchers;
  private volatile String expected = "";
  private volatile CountDownLatch missing = new CountDownLatch(0);

  private EtcdPeer(String url) {
    this.url = url;
    clients.add(Client.builder().endpoints(url).build());
  }

  private static ByteSequence key(String text) {
    return ByteSequence.from(text, UTF_8);
  }

  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    EtcdPeer peer = null;
    String line;
    while ((line = input.readLine()) != null) {
      String[] words = line.split(" ", 2);
      try {
        long start = System.nanoTime();
        switch (words[0]) {
          case "connect" -> peer = new EtcdPeer(words[1]);
          case "up" -> peer.upload(Path.of(words[1]));
          case "clear" -> peer.clear();
          case "watch" -> peer.watch(Integer.parseInt(words[1]));
          default -> peer.change(words[1]);
        }
        answers.printf(Locale.ROOT, "OK %.3f%n", (System.nanoTime() - start) / 1e6);
      } catch (Exception e) {
        // Whatever the library threw, whoever waits for an answer is to get one.
        e.printStackTrace();
        answers.println("FAILED " + e.toString().replace('\n', ' '));
      }
    }
    if (peer != null) {
      peer.clients.forEach(Client::close);
    }
  }

  private void upload(Path directory) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    List<CompletableFuture<TxnResponse>> replies = new ArrayList<>();
    List<Op> puts = new ArrayList<>();
    long bytes = 0;
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      if (puts.size() == BATCH || bytes + content.length > BATCH_BYTES) {
        replies.add(send(puts));
        puts.clear();
        bytes = 0;
      }
      bytes += content.length;
      puts.add(
          Op.put(
              key("/files/" + directory.relativize(file)),
              ByteSequence.from(content),
              PutOption.DEFAULT));
    }
    replies.add(send(puts));
    for (CompletableFuture<TxnResponse> reply : replies) {
      if (!reply.get().isSucceeded()) {
        throw new IllegalStateException("a transaction did not succeed");
      }
    }
  }

  private CompletableFuture<TxnResponse> send(List<Op> puts) {
    return clients.get(0).getKVClient().txn().Then(puts.toArray(new Op[0])).commit();
  }

  private void clear() throws Exception {
    clients
        .get(0)
        .getKVClient()
        .delete(key("/files/"), DeleteOption.builder().isPrefix(true).build())
        .get();
  }

  private void watch(int count) throws Exception {
    clients.get(0).getKVClient().put(WATCHED, key("0")).get();
    watchers = count;
    for (int i = 0; i < count; i += WATCHERS_A_CLIENT) {
      Client client = Client.builder().endpoints(url).build();
      clients.add(client);
      for (int j = i; j < Math.min(count, i + WATCHERS_A_CLIENT); j++) {
        client.getWatchClient().watch(WATCHED, Watch.listener(event -> read(client)));
      }
    }
    // Until all are told of a change, they are not all there.
    for (int i = 0; ; i++) {
      try {
        change("warm-up " + i);
        return;
      } catch (IllegalStateException e) {
        if (i == 10) {
          throw e;
        }
      }
    }
  }

  private void read(Client client) {
    client
        .getKVClient()
        .get(WATCHED)
        .thenAccept(
            found -> {
              if (found.getKvs().get(0).getValue().toString(UTF_8).equals(expected)) {
                missing.countDown();
              }
            });
  }

  private void change(String text) throws Exception {
    missing = new CountDownLatch(watchers);
    expected = text;
    clients.get(0).getKVClient().put(WATCHED, key(text)).get();
    if (!missing.await(5, TimeUnit.SECONDS)) {
      throw new IllegalStateException(missing.getCount() + " watchers were not told");
    }
  }
}

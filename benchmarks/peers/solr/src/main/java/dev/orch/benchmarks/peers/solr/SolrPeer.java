package dev.orch.benchmarks.peers.solr;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.solr.common.cloud.SolrZkClient;
import org.apache.solr.common.cloud.ZkMaintenanceUtils;

/**
 * Calls what Solr's {@code zk upconfig} and {@code zk downconfig} call, as often as it is told to on
 * its standard input: {@code connect SERVERS}, {@code up NAME DIRECTORY}, {@code down NAME
 * DIRECTORY}. Answers each with OK and the milliseconds it took, or FAILED and why.
 */
public final class SolrPeer {
  private SolrPeer() {}

  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    // What libraries print must not be taken for an answer.
    System.setOut(System.err);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    SolrZkClient client = null;
    String line;
    while ((line = input.readLine()) != null) {
      String[] words = line.split(" ", 3);
      try {
        if (words[0].equals("connect")) {
          client =
              new SolrZkClient.Builder()
                  .withUrl(words[1])
                  .withTimeout(30_000, TimeUnit.MILLISECONDS)
                  .build();
          answers.println("OK");
          continue;
        }
        String node = "/configs/" + words[1];
        long start = System.nanoTime();
        if (words[0].equals("up")) {
          ZkMaintenanceUtils.uploadToZK(
              client,
              Path.of(words[2]),
              node,
              ZkMaintenanceUtils.UPLOAD_FILENAME_EXCLUDE_PATTERN);
        } else {
          ZkMaintenanceUtils.downloadFromZK(client, node, Path.of(words[2]));
        }
        answers.printf(Locale.ROOT, "OK %.3f%n", (System.nanoTime() - start) / 1e6);
      } catch (Exception e) {
        e.printStackTrace();
        answers.println("FAILED " + e.toString().replace('\n', ' '));
      }
    }
    if (client != null) {
      client.close();
    }
  }
}

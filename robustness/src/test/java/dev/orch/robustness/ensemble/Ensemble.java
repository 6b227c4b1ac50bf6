package dev.orch.robustness.ensemble;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Three ZooKeeper servers on loopback, each a process with its own data, synced to the disk. */
public final class Ensemble implements AutoCloseable {
  private static final int SIZE = 3;

  private final List<Member> members;

  private Ensemble(List<Member> members) {
    this.members = List.copyOf(members);
  }

  /** Starts them below this directory and waits until they serve. */
  public static Ensemble start(Path directory) throws IOException {
    int[] ports = new Ports().free(3 * SIZE);
    List<String> peers = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      peers.add("server." + (i + 1) + "=127.0.0.1:" + ports[SIZE + i] + ":" + ports[2 * SIZE + i]);
    }
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      Path own = Files.createDirectory(directory.resolve("server-" + (i + 1)));
      members.add(new Member(i + 1, own, configure(own, i + 1, ports[i], peers), ports[i]));
    }
    Ensemble ensemble = new Ensemble(members);
    try {
      for (Member member : members) {
        member.start();
      }
      ensemble.awaitServing();
      return ensemble;
    } catch (IOException | RuntimeException | Error e) {
      ensemble.close();
      throw e;
    }
  }

  private static Path configure(Path directory, int id, int clientPort, List<String> peers)
      throws IOException {
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.writeString(data.resolve("myid"), Integer.toString(id), StandardCharsets.US_ASCII);
    List<String> lines = new ArrayList<>(peers);
    lines.add("dataDir=" + data);
    lines.add("clientPortAddress=127.0.0.1");
    lines.add("clientPort=" + clientPort);
    // A leader that is silent for one second is given up.
    lines.add("tickTime=200");
    lines.add("syncLimit=5");
    lines.add("initLimit=50");
    lines.add("minSessionTimeout=400");
    lines.add("maxSessionTimeout=120000");
    lines.add("maxClientCnxns=0");
    lines.add("admin.enableServer=false");
    lines.add("4lw.commands.whitelist=srvr");
    return Files.write(directory.resolve("zoo.cfg"), lines, StandardCharsets.UTF_8);
  }

  public List<Member> members() {
    return members;
  }

  /** For clients that may use any server. */
  public String connectString() {
    return members.stream()
        .map(member -> member.link().connectString())
        .collect(Collectors.joining(","));
  }

  /** Who says that it leads; nobody while they elect one. */
  public Optional<Member> leader() {
    return members.stream().filter(Member::isLeader).findFirst();
  }

  /** Waits until every server follows or leads. */
  public void awaitServing() {
    members.forEach(Member::awaitServing);
  }

  @Override
  public void close() {
    members.forEach(Member::close);
  }
}

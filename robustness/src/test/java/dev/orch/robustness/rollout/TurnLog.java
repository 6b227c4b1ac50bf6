package dev.orch.robustness.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.InstanceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What programs of several processes wrote into one file when they were stopped and found healthy:
 * lines of {@code down} or {@code healthy}, the instance and the time, in the order in which it
 * happened. A test adds {@code lost} for one that nothing is to be expected of any more.
 */
final class TurnLog {
  private final Path file;
  private int settled;

  TurnLog(Path file) throws IOException {
    this.file = Files.createFile(file);
  }

  /** A shell command that adds a line of the instance whose agent runs it. */
  String shell(String word) {
    return "echo \"" + word + " $ORCH_INSTANCE $(date +%s.%N)\" >> " + file;
  }

  /** What was up to now does not count. */
  void settle() throws IOException {
    settled = Files.readAllLines(file, StandardCharsets.UTF_8).size();
  }

  List<String> lines() throws IOException {
    List<String> all = Files.readAllLines(file, StandardCharsets.UTF_8);
    return all.subList(settled, all.size());
  }

  /** How often this one was stopped. */
  long stops(InstanceId id) throws IOException {
    return lines().stream().filter(line -> line.startsWith("down " + id.value() + " ")).count();
  }

  /** Who is between stop and healthy. */
  Set<InstanceId> down() throws IOException {
    return follow(Integer.MAX_VALUE);
  }

  void lost(InstanceId id) throws IOException {
    Files.writeString(file, "lost " + id + " -\n", StandardOpenOption.APPEND);
  }

  /** Never were more down than this, not counting whom was lost. */
  void assertAtMostDown(int most) throws IOException {
    assertThat(lines()).as("something was stopped").anyMatch(line -> line.startsWith("down "));
    follow(most);
  }

  private Set<InstanceId> follow(int most) throws IOException {
    Set<InstanceId> down = new HashSet<>();
    Set<InstanceId> lost = new HashSet<>();
    List<String> lines = lines();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      InstanceId id = new InstanceId(words[1]);
      switch (words[0]) {
        case "down" -> down.add(id);
        case "lost" -> lost.add(id);
        default -> {
          down.remove(id);
          lost.remove(id);
        }
      }
      Set<InstanceId> counted = new HashSet<>(down);
      counted.removeAll(lost);
      assertThat(counted)
          .as("down at '%s' in%n%s", line, String.join("\n", lines))
          .hasSizeLessThanOrEqualTo(most);
    }
    return down;
  }
}

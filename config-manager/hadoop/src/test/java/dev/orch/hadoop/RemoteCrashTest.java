package dev.orch.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.Outcome;
import dev.orch.engine.remote.RemoteNotes;
import dev.orch.engine.remote.RemotePasses;
import dev.orch.engine.standby.Standby;
import dev.orch.hadoop.RemotePassesTest.Published;
import dev.orch.hadoop.RemotePassesTest.Recorder;
import dev.orch.model.component.FileTree;
import dev.orch.model.home.RemoteHome;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever acts dies at every step, and another goes on. */
class RemoteCrashTest {
  private static final FileTree FIRST = RemotePassesTest.FIRST;
  private static final FileTree SECOND = RemotePassesTest.SECOND;

  @TempDir Path directory;

  HadoopDirectory newPlace() throws IOException {
    return Places.local(directory);
  }

  private static Outcome pass(RemoteHome home, Recorder trigger, long revision, FileTree tree)
      throws Exception {
    return new RemotePasses(
            () -> new Published(revision, tree),
            home,
            new RemoteNotes(home, "test"),
            trigger,
            Standby.NEVER)
        .reconcile();
  }

  private static String current(HadoopDirectory place) throws IOException {
    try (RemoteHome home = Places.home(place);
        InputStream pointer = home.open("current")) {
      String state = new String(pointer.readAllBytes(), StandardCharsets.UTF_8).strip();
      StringBuilder all = new StringBuilder();
      for (String path : home.files(state).keySet()) {
        try (InputStream in = home.open(state + "/" + path)) {
          all.append(path)
              .append(':')
              .append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          all.append(' ');
        }
      }
      return all.toString().strip();
    } catch (FileNotFoundException e) {
      return "";
    }
  }

  private static final String FIRST_TEXT = "etc/a.properties:a=1 policy/b.xml:<b/>";
  private static final String SECOND_TEXT = "etc/a.properties:a=2 policy/b.xml:<b/>";

  /** One that dies at the given call; whether it lived to its end. */
  private static boolean lives(HadoopDirectory place, Recorder trigger, int dieAt, boolean after)
      throws Exception {
    try (WatchedHome home = new WatchedHome(Places.home(place), dieAt, after)) {
      pass(home, trigger, 2, SECOND);
      return true;
    } catch (WatchedHome.Death e) {
      return false;
    }
  }

  private List<String> crash(boolean after, String failing) throws Exception {
    List<String> problems = new ArrayList<>();
    for (int dieAt = 0; ; dieAt++) {
      HadoopDirectory place = newPlace();
      try (RemoteHome home = Places.home(place)) {
        pass(home, new Recorder(), 1, FIRST);
      }
      Recorder trigger = new Recorder();
      trigger.failing = failing;
      boolean lived = lives(place, trigger, dieAt, after);
      String seen = current(place);
      if (!seen.equals(FIRST_TEXT) && !seen.equals(SECOND_TEXT)) {
        problems.add("at " + dieAt + " a reader saw " + seen);
      }
      Outcome outcome;
      try (RemoteHome home = Places.home(place)) {
        outcome = pass(home, trigger, 2, SECOND);
        outcome = outcome instanceof Outcome.UnderWay ? pass(home, trigger, 2, SECOND) : outcome;
      }
      String expected = failing.isEmpty() ? SECOND_TEXT : FIRST_TEXT;
      // What an agent sees to at its start counts for nothing: it starts no daemon.
      List<String> asked =
          trigger.calls.stream().filter(call -> !call.startsWith("ensure")).toList();
      boolean started =
          asked.isEmpty()
              || asked.get(asked.size() - 1).startsWith(failing.isEmpty() ? "activate" : "undo");
      if (!current(place).equals(expected) || !started) {
        problems.add("at " + dieAt + ": " + outcome + ", " + current(place) + ", " + trigger.calls);
      }
      if (lived) {
        assertThat(dieAt).as("steps at which someone died").isGreaterThan(8);
        return problems;
      }
    }
  }

  @Test
  void beforeAnyCallItIsFinishedByTheNext() throws Exception {
    assertThat(crash(false, "")).isEmpty();
  }

  @Test
  void afterAnyCallItIsFinishedByTheNext() throws Exception {
    assertThat(crash(true, "")).isEmpty();
  }

  @Test
  void onTheWayBackTooBefore() throws Exception {
    assertThat(crash(false, "activate")).isEmpty();
  }

  @Test
  void onTheWayBackTooAfter() throws Exception {
    assertThat(crash(true, "activate")).isEmpty();
  }
}

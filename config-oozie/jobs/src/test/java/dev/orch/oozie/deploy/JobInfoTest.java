package dev.orch.oozie.deploy;

import static dev.orch.oozie.deploy.World.coordinators;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.oozie.job.Marker;
import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.JobStatus;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JobInfoTest {
  private final World world = new World();

  private JobInfo info() throws Exception {
    return JobInfo.of(world.memory.load(), world.oozie).get(0);
  }

  @Test
  void whatOthersDidToAJobIsTold() throws Exception {
    world.pass(coordinators("a", "").build());
    JobId id = world.idOf("a");
    assertThat(info().trouble()).isNull();
    assertThat(info().failed()).isFalse();
    assertThat(info().next()).isNotNull();

    Map<String, String> updated = new TreeMap<>(world.oozie.job(id).orElseThrow().configuration());
    updated.remove(Marker.PROPERTY);
    world.oozie.update(id, updated);
    assertThat(info().trouble()).contains("someone else updated it");

    world.oozie.behindOurBack(id, JobStatus.KILLED);
    assertThat(info().trouble()).contains("orch resubmit");
    assertThat(info().failed()).isTrue();
    assertThat(info().next()).isNull();
  }
}

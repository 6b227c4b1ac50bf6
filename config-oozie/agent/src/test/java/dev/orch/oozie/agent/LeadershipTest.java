package dev.orch.oozie.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.standby.Leadership;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.Registration;
import dev.orch.oozie.deploy.InMemoryJobHome;
import dev.orch.testing.InMemoryStore;
import dev.orch.testing.MemorySlot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadershipTest {
  private static final ProjectName PROJECT = new ProjectName("weather");
  private static final ComponentName COMPONENT = new ComponentName("ingest");
  private static final InstanceId EDGE1 = new InstanceId("edge1");
  private static final InstanceId EDGE2 = new InstanceId("edge2");

  private final InMemoryJobHome home = new InMemoryJobHome();
  private final InMemoryStore store = new InMemoryStore();

  private Leadership of(InstanceId self) {
    return new Leadership(new JobHomeNotes(home), store.instances(), PROJECT, COMPONENT, self);
  }

  private Registration register(InstanceId id) throws InterruptedException {
    return store
        .instances()
        .register(
            PROJECT,
            COMPONENT,
            id,
            new InstanceReport(
                "host",
                1,
                "hdfs://nn/x",
                InstanceState.STARTING,
                0,
                null,
                0,
                List.of(),
                null,
                Instant.EPOCH),
            new MemorySlot(),
            () -> {});
  }

  @Test
  void theFirstActsAndAnotherStandsByAsLongAsTheFirstIsLive() throws Exception {
    Registration first = register(EDGE1);
    register(EDGE2);

    assertThat(of(EDGE1).another()).isEmpty();
    assertThat(of(EDGE2).another()).contains(EDGE1);
    assertThat(of(EDGE1).another()).isEmpty();

    first.close();
    assertThat(of(EDGE2).another()).as("the first is gone").isEmpty();
    register(EDGE1);
    assertThat(of(EDGE1).another()).as("it came back").contains(EDGE2);
  }

  @Test
  void whoeverResignsLetsAnotherActAtOnce() throws Exception {
    register(EDGE1);
    register(EDGE2);
    Leadership first = of(EDGE1);
    assertThat(first.another()).isEmpty();
    of(EDGE2).resign();
    assertThat(home.leader()).as("only one's own").contains(EDGE1);

    first.resign();

    assertThat(of(EDGE2).another()).isEmpty();
  }

  @Test
  void anInstanceOfAnotherComponentDoesNotCount() throws Exception {
    home.takeOver(new InstanceId("edge3"));
    register(EDGE1);

    assertThat(of(EDGE1).another()).isEmpty();
  }
}

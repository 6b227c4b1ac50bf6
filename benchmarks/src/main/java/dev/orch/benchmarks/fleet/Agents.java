package dev.orch.benchmarks.fleet;

import dev.orch.agent.Agent;
import dev.orch.agent.AgentConfig;
import dev.orch.agent.InstanceIdentity;
import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.agent.trigger.TriggerSetup;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.store.Store;
import dev.orch.model.store.StoreProvider;
import dev.orch.model.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;

/** orch's agents, each with a session and a home of its own. */
final class Agents implements Members {
  /** What {@code component.yaml} asks for, so that the moment is seen when files are in place. */
  static final String TRIGGER = "bench.arrival";

  /** Above what an overloaded machine needs: that no session is lost is part of the figure. */
  private static final Duration SESSION = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String connect;
  private final ProjectName project;
  private final ComponentName component;
  private final Path homes;
  private final Arrivals arrivals;
  private final Queue<Store> stores = new ConcurrentLinkedQueue<>();
  private final Queue<Agent> agents = new ConcurrentLinkedQueue<>();

  Agents(
      String connect, ProjectName project, ComponentName component, Path homes, Arrivals arrivals) {
    this.connect = connect;
    this.project = project;
    this.component = component;
    this.homes = homes;
    this.arrivals = arrivals;
  }

  @Override
  public void start(int number) throws IOException, InterruptedException {
    String name = "i" + number;
    Store store =
        ServiceLoader.load(StoreProvider.class)
            .findFirst()
            .orElseThrow()
            .open(new StoreSettings(connect, PATIENCE, SESSION, PATIENCE));
    stores.add(store);
    store.awaitConnected(PATIENCE);
    AgentConfig config =
        AgentConfig.of(
            new InstanceIdentity(project, component, new InstanceId(name)),
            homes.resolve(name),
            "localhost");
    agents.add(Agent.start(config, store, List.of(new ArrivalFactory(arrivals))));
  }

  @Override
  public List<Long> await(long version, int count) throws IOException, InterruptedException {
    return arrivals.await(version, count);
  }

  @Override
  public void close() throws InterruptedException, ExecutionException {
    Together.run(CLOSED_TOGETHER, agents, Agent::close);
    Together.run(CLOSED_TOGETHER, stores, Store::close);
  }

  private record ArrivalFactory(Arrivals arrivals) implements TriggerFactory {
    @Override
    public String name() {
      return TRIGGER;
    }

    @Override
    public Trigger create(TriggerSetup setup) {
      return new ArrivalTrigger(arrivals);
    }
  }

  private record ArrivalTrigger(Arrivals arrivals) implements Trigger {
    @Override
    public void ensure(TriggerContext context) {}

    @Override
    public void prepare(TriggerContext context) {}

    @Override
    public void activate(TriggerContext context) {
      arrivals.add(context.revision());
    }

    @Override
    public void undo(TriggerContext context) {}
  }
}

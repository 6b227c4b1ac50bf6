package dev.orch.zookeeper.rollout;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.revision.Subscription;
import dev.orch.model.rollout.ComponentRollouts;
import dev.orch.model.rollout.Lease;
import dev.orch.model.rollout.Rollout;
import dev.orch.model.rollout.RolloutProgress;
import dev.orch.model.rollout.RolloutResult;
import dev.orch.model.rollout.Standing;
import dev.orch.model.rollout.StoredRollout;
import dev.orch.zookeeper.codec.LeaseDocument;
import dev.orch.zookeeper.codec.RolloutDocument;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.Repeated;
import dev.orch.zookeeper.connection.Requests;
import dev.orch.zookeeper.connection.StandingWatch;
import dev.orch.zookeeper.connection.StoreErrors;
import dev.orch.zookeeper.connection.StoredNode;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.layout.RolloutLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** The rollouts of one component in ZooKeeper. */
public final class ZooKeeperRollouts implements ComponentRollouts {
  private static final int WINDOW = 64;

  private final Connection connection;
  private final ProjectLayout project;
  private final ComponentName component;
  private final RolloutLayout layout;
  private final Reads reads;
  private final Leases leases;

  public ZooKeeperRollouts(Connection connection, ProjectLayout project, ComponentName component) {
    this.connection = connection;
    this.project = project;
    this.component = component;
    this.layout = project.rollout(component);
    this.reads = new Reads(connection);
    this.leases = new Leases(connection, layout);
  }

  @Override
  public Optional<StoredRollout> current() throws InterruptedException {
    return reads
        .data(layout.root())
        .map(
            node ->
                new StoredRollout(
                    RolloutDocument.read(layout.root(), node.data()), node.version()));
  }

  @Override
  public Optional<Standing> standing(InstanceId instance) throws InterruptedException {
    Optional<StoredRollout> stored = current();
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    String id = stored.get().rollout().plan().id();
    Optional<StoredNode> failed = reads.data(layout.failed(id, instance));
    boolean healthy = leases.exists(layout.healthy(id, instance));
    return Optional.of(
        new Standing(
            stored.get(),
            leases.of(instance).orElse(null),
            healthy,
            failed.map(ZooKeeperRollouts::text).orElse(null)));
  }

  private static String text(StoredNode node) {
    return new String(node.data(), StandardCharsets.UTF_8);
  }

  @Override
  public Optional<Lease> take(InstanceId instance, StoredRollout stored, Runnable whenFree)
      throws InterruptedException {
    return leases.take(instance, stored, whenFree);
  }

  @Override
  public boolean renew(InstanceId instance, Lease lease) throws InterruptedException {
    return leases.renew(instance, lease);
  }

  @Override
  public void end(
      InstanceId instance, @Nullable Lease lease, String rollout, @Nullable RolloutResult result)
      throws InterruptedException {
    leases.end(instance, lease, rollout, result);
  }

  @Override
  public boolean worsen(InstanceId instance, StoredRollout stored, String reason)
      throws InterruptedException {
    return leases.worsen(instance, stored, new RolloutResult.Failed(reason));
  }

  @Override
  public void forgetFailure(InstanceId instance, String rollout) throws InterruptedException {
    leases.forgetFailure(instance, rollout);
  }

  @Override
  public void expire(InstanceId holder, Lease lease, String reason) throws InterruptedException {
    leases.end(holder, lease, lease.rollout(), new RolloutResult.Failed(reason));
  }

  @Override
  public boolean replace(StoredRollout stored, Rollout next) throws InterruptedException {
    byte[] data = RolloutDocument.write(next);
    Code code = leases.send(List.of(Op.setData(layout.root(), data, stored.version())));
    // After a lost reply whoever looks again sees what became of it.
    return code == Code.OK;
  }

  @Override
  public RolloutProgress progress(Rollout rollout) throws InterruptedException {
    String id = rollout.plan().id();
    Map<InstanceId, RolloutProgress.Held> held = new HashMap<>();
    reads.pipelined(
        names(layout.holders()),
        WINDOW,
        (zk, holder) -> Requests.getData(zk, layout.holder(holder)),
        (holder, node) ->
            node.ifPresent(
                found ->
                    held.put(
                        holder,
                        new RolloutProgress.Held(
                            LeaseDocument.read(layout.holder(holder), found.data()),
                            Instant.ofEpochMilli(found.stat().getMtime())))));
    SortedMap<InstanceId, String> failed = new TreeMap<>();
    reads.pipelined(
        names(layout.failed(id)),
        WINDOW,
        (zk, instance) -> Requests.getData(zk, layout.failed(id, instance)),
        (instance, node) -> node.ifPresent(found -> failed.put(instance, text(found))));
    return new RolloutProgress(
        names(layout.healthy(id)),
        failed,
        held,
        new TreeSet<>(names(project.instances(component))));
  }

  private Set<InstanceId> names(String path) throws InterruptedException {
    Set<InstanceId> names = new HashSet<>();
    for (String name : reads.children(path).orElse(List.of())) {
      if (InstanceId.problem(name).isEmpty()) {
        names.add(new InstanceId(name));
      }
    }
    return names;
  }

  @Override
  public boolean isLive(InstanceId instance) throws InterruptedException {
    return leases.exists(ProjectLayout.live(project.instance(component, instance)));
  }

  @Override
  public boolean leads(InstanceId instance) throws InterruptedException {
    Optional<StoredNode> latch = reads.data(layout.latch());
    if (latch.isPresent()) {
      return isOwn(latch.get(), instance);
    }
    try {
      var unused =
          Repeated.untilAnswered(
              connection,
              zk ->
                  Requests.create(
                      zk,
                      layout.latch(),
                      instance.value().getBytes(StandardCharsets.UTF_8),
                      CreateMode.EPHEMERAL));
      return true;
    } catch (KeeperException e) {
      if (e.code() == Code.NODEEXISTS) {
        return reads.data(layout.latch()).filter(node -> isOwn(node, instance)).isPresent();
      }
      if (e.code() == Code.NONODE) {
        return false;
      }
      throw StoreErrors.toModel(e);
    }
  }

  /** By session and name, since several agents may share a session. */
  private boolean isOwn(StoredNode latch, InstanceId instance) {
    ZooKeeper zk = connection.handle();
    return latch.stat().getEphemeralOwner() == zk.getSessionId()
        && text(latch).equals(instance.value());
  }

  @Override
  public void resign(InstanceId instance) throws InterruptedException {
    Optional<StoredNode> latch = reads.data(layout.latch());
    if (latch.isPresent() && isOwn(latch.get(), instance)) {
      leases.send(List.of(Op.delete(layout.latch(), latch.get().version())));
    }
  }

  @Override
  public Instant serverTime() throws InterruptedException {
    Optional<StoredNode> latch = reads.data(layout.latch());
    byte[] data = latch.map(StoredNode::data).orElse(new byte[0]);
    try {
      Stat stat =
          Repeated.untilAnswered(connection, zk -> Requests.setData(zk, layout.latch(), data, -1));
      return Instant.ofEpochMilli(stat.getMtime());
    } catch (KeeperException e) {
      throw StoreErrors.toModel(e);
    }
  }

  @Override
  public Subscription watch(Runnable lookAgain) {
    return StandingWatch.ofNode(connection, layout.root(), lookAgain);
  }
}

package dev.orch.zookeeper.registry;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.instance.InstanceRegistry;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.instance.Registration;
import dev.orch.model.instance.SessionSlot;
import dev.orch.model.revision.Subscription;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.StandingWatch;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Instances in ZooKeeper: a persistent znode with the report, an ephemeral one below it while the
 * agent is connected, and one that asks for another try.
 */
public final class ZooKeeperInstanceRegistry implements InstanceRegistry, AutoCloseable {
  private final Connection connection;
  private final Layout layout;
  private final InstanceListing listing;
  private final InstanceRequests requests;
  private final Map<Place, ZooKeeperRegistration> registrations = new ConcurrentHashMap<>();

  public ZooKeeperInstanceRegistry(Connection connection, Layout layout) {
    this.connection = connection;
    this.layout = layout;
    this.listing = new InstanceListing(new Reads(connection));
    this.requests = new InstanceRequests(connection);
  }

  @Override
  public Registration register(
      ProjectName project,
      ComponentName component,
      InstanceId instance,
      InstanceReport first,
      SessionSlot session,
      Runnable retryRequested)
      throws InterruptedException {
    Place place = new Place(project, component, instance);
    Presence presence =
        new Presence(
            connection, layout.project(project).instance(component, instance), place, session);
    ZooKeeperRegistration registration =
        new ZooKeeperRegistration(connection, presence, place, first, retryRequested, this::closed);
    // Both would have the same session, so that ZooKeeper could not tell them apart.
    if (registrations.putIfAbsent(place, registration) != null) {
      throw new RefusedException(
          place + " is registered by this process already", "Choose another instance id.");
    }
    boolean started = false;
    try {
      registration.start();
      started = true;
    } finally {
      if (!started) {
        registrations.remove(place, registration);
      }
    }
    return registration;
  }

  private void closed(Place place, ZooKeeperRegistration registration) {
    registrations.remove(place, registration);
  }

  @Override
  public List<InstanceStatus> instances(ProjectName project) throws InterruptedException {
    return listing.list(layout.project(project));
  }

  @Override
  public List<InstanceStatus> instances(ProjectName project, ComponentName component)
      throws InterruptedException {
    return listing.list(layout.project(project), List.of(component));
  }

  @Override
  public Subscription watch(ProjectName project, ComponentName component, Runnable lookAgain) {
    String instances = layout.project(project).instances(component);
    return StandingWatch.ofTree(
        connection, instances, path -> ProjectLayout.saysOfInstance(instances, path), lookAgain);
  }

  @Override
  public void forget(ProjectName project, ComponentName component, InstanceId instance)
      throws InterruptedException {
    requests.forget(
        new Place(project, component, instance),
        layout.project(project).instance(component, instance));
  }

  @Override
  public void requestRetry(ProjectName project, ComponentName component, InstanceId instance)
      throws InterruptedException {
    requests.retry(
        new Place(project, component, instance),
        layout.project(project).instance(component, instance));
  }

  /** Ends every registration that is still open. */
  @Override
  public void close() {
    List.copyOf(registrations.values()).forEach(ZooKeeperRegistration::close);
  }
}

package dev.orch.zookeeper.layout;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import java.util.Optional;

/**
 * Where one project lies:
 *
 * <pre>
 * /head                                    which revision is live
 * /writer                                  who writes; its version is the fence
 * /settings                                what every writer goes by; not there before anything is set
 * /lock/writer-…                           who waits to write, the lowest number does
 * /revisions                               what the last writer knew of all of them
 * /revisions/REVISION/components/…         see {@link Location}
 * /events/ID-…                             what happened, in the order of the numbers
 * /components/COMPONENT/instances/ID       what an instance reported
 *   /live                                  ephemeral: its agent is connected
 *   /retry                                 someone asks it to try again
 *   /logs/ID                               ephemeral: someone asks what it wrote, and is answered
 *   /commands/COMMAND                      someone asks it to do something, and how that went
 * /components/COMPONENT/rollout            see {@link RolloutLayout}
 * </pre>
 *
 * @param root the project's own znode
 */
public record ProjectLayout(String root) {
  public String head() {
    return root + "/head";
  }

  public String writer() {
    return root + "/writer";
  }

  public String settings() {
    return root + "/settings";
  }

  public String lock() {
    return root + "/lock";
  }

  /** The node of one that waits; ZooKeeper appends a number, ten digits. */
  public String lockRequest(String id) {
    return lock() + "/writer-" + id + '-';
  }

  public String revisions() {
    return root + "/revisions";
  }

  public String revision(RevisionName revision) {
    return revisions() + '/' + revision;
  }

  /** Whether a znode of this project is a revision, or a part of one. */
  public boolean isInRevision(String path) {
    return path.startsWith(revisions() + '/');
  }

  /** The component that a znode of this project belongs to, if it belongs to one. */
  public Optional<ComponentName> componentOf(String path) {
    String components;
    if (isInRevision(path)) {
      int end = path.indexOf('/', revisions().length() + 1);
      components = end < 0 ? path : path.substring(0, end) + "/components";
    } else {
      components = components();
    }
    if (!path.startsWith(components + '/')) {
      return Optional.empty();
    }
    int from = components.length() + 1;
    int slash = path.indexOf('/', from);
    String name = slash < 0 ? path.substring(from) : path.substring(from, slash);
    return Location.componentOf(name);
  }

  /** The path of the znode that a location names. */
  public String at(Location location) {
    return root + '/' + location;
  }

  /** The parent of all events; ZooKeeper appends a number to each, ten digits. */
  public String events() {
    return root + "/events";
  }

  public String components() {
    return root + "/components";
  }

  public String instances(ComponentName component) {
    return components() + '/' + component + "/instances";
  }

  public String instance(ComponentName component, InstanceId id) {
    return instances(component) + '/' + id;
  }

  /** Whether a znode below a component's instances is a report, or says that its agent is there. */
  public static boolean saysOfInstance(String instances, String path) {
    if (!path.startsWith(instances + '/')) {
      return false;
    }
    int end = path.indexOf('/', instances.length() + 1);
    return end < 0 || path.equals(live(path.substring(0, end)));
  }

  /** Where the rollouts of a component lie. */
  public RolloutLayout rollout(ComponentName component) {
    return new RolloutLayout(components() + '/' + component + "/rollout");
  }

  /** The ephemeral node of the instance whose node this is. */
  public static String live(String instance) {
    return instance + "/live";
  }

  /** The parent of all questions for what was written on the instance whose node this is. */
  public static String logs(String instance) {
    return instance + "/logs";
  }

  /** The parent of all commands to the instance whose node this is. */
  public static String commands(String instance) {
    return instance + "/commands";
  }

  /** The request to try again, below the instance whose node this is. */
  public static String retry(String instance) {
    return instance + "/retry";
  }
}

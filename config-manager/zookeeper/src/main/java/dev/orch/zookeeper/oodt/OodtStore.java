package dev.orch.zookeeper.oodt;

import dev.orch.model.ComponentName;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.store.StoreSettings;
import dev.orch.zookeeper.connection.ConnectString;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Reads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The configuration that Apache OODT keeps in ZooKeeper, to be read and never written:
 *
 * <pre>
 * CHROOT/oodt/projects/PROJECT/components/COMPONENT/properties/PATH      a file's bytes
 * CHROOT/oodt/projects/PROJECT/components/COMPONENT/configuration/PATH
 * </pre>
 */
public final class OodtStore implements AutoCloseable {
  private final Connection connection;
  private final OodtLayout layout;
  private final Reads reads;

  private OodtStore(Connection connection) {
    this.connection = connection;
    this.layout = new OodtLayout(connection.connectString().chroot());
    this.reads = new Reads(connection);
  }

  /**
   * Begins to connect and returns at once.
   *
   * @throws InvalidInputException when the connect string is not well-formed
   */
  public static OodtStore open(StoreSettings settings) {
    return new OodtStore(Connection.open(ConnectString.parse(settings.connect()), settings));
  }

  /**
   * Waits until connected, at most this long.
   *
   * @throws dev.orch.model.StoreUnavailableException when it is not in time
   */
  public void awaitConnected(Duration atMost) throws InterruptedException {
    connection.awaitConnected(atMost);
  }

  /** Names of all projects, sorted, also those that orch could not take. */
  public List<String> projects() throws InterruptedException {
    return sorted(reads.children(layout.projects()));
  }

  /**
   * The components of one project that have files. Every file is read once, for its digest.
   *
   * @throws InvalidInputException with everything in the project that orch could not publish
   */
  public SortedMap<ComponentName, FileTree> components(String project) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    ProjectName.problem(project)
        .ifPresent(wrong -> problems.add(new Problem(layout.project(project), wrong)));
    SortedMap<ComponentName, FileTree> components = new TreeMap<>();
    for (String name : sorted(reads.children(layout.components(project)))) {
      String path = layout.component(project, name);
      OodtComponentReader reader = new OodtComponentReader(reads, layout, path, problems);
      Optional<OodtTree> tree = reader.read();
      Optional<String> wrong = ComponentName.problem(name);
      if (wrong.isPresent()) {
        problems.add(new Problem(path, wrong.get()));
      } else {
        tree.ifPresent(found -> components.put(new ComponentName(name), found));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          layout.project(project) + " holds what orch could not publish", problems);
    }
    return components;
  }

  private static List<String> sorted(Optional<List<String>> names) {
    return List.copyOf(new TreeSet<>(names.orElse(List.of())));
  }

  /** Ends the session; takes at most some seconds. */
  @Override
  public void close() {
    connection.close();
  }
}

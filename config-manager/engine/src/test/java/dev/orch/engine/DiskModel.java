package dev.orch.engine;

import dev.orch.engine.fs.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a disk may hold after a loss of power. Changes of names reach it in the order in which they
 * were made, as on file systems that keep a journal (ext4, XFS, Btrfs), and at the latest when
 * their directory is synced; the bytes of a file reach it at any time, at the latest when the file
 * is synced. As on a real disk, names stand for nodes: what is in a directory goes where that goes.
 */
final class DiskModel {
  /** A directory, a file or a symbolic link. */
  private static final class Node {
    /** A second name of the file or link, that nothing changes; null for a directory. */
    private final @Nullable Path file;

    private final Map<String, Node> current = new TreeMap<>();
    private final Map<String, Node> durable = new TreeMap<>();
    private boolean synced = true;

    Node(@Nullable Path file) {
      this.file = file;
    }
  }

  /** Changes of names that reach the disk together: one, or the two of a rename. */
  private record Change(List<Name> names) {
    boolean isIn(Node directory) {
      return names.stream().anyMatch(name -> name.directory == directory);
    }
  }

  /**
   * What a name stands for afterwards.
   *
   * @param node null if for nothing
   */
  private record Name(Place place, Node directory, @Nullable Node node) {
    void apply(Map<String, Node> names) {
      if (node == null) {
        names.remove(nameOf(place));
      } else {
        names.put(nameOf(place), node);
      }
    }
  }

  /** Makes one state in an empty directory. */
  @FunctionalInterface
  interface State {
    void into(Path directory) throws IOException;
  }

  private final Path kept;
  private final Node root = new Node(null);
  private final List<Node> nodes = new ArrayList<>(List.of(root));
  private final List<Change> pending = new ArrayList<>();

  /**
   * Names whose own directory was not synced since; on file systems without a journal it counts.
   */
  private final List<Name> unsyncedNames = new ArrayList<>();

  private final Map<Object, Node> files = new HashMap<>();

  /** Everything in the home is on the disk; {@code kept} is an empty directory beside it. */
  DiskModel(Path home, Path kept) throws IOException {
    this.kept = kept;
    try (Stream<Path> paths = Files.walk(home)) {
      for (Path path : paths.filter(path -> !path.equals(home)).toList()) {
        Place place = new Place(home.relativize(path).toString());
        Node directory = existing(place.parent());
        Node node = node(path);
        directory.current.put(nameOf(place), node);
        directory.durable.put(nameOf(place), node);
      }
    }
  }

  private static String nameOf(Place place) {
    return place.value().substring(place.value().lastIndexOf('/') + 1);
  }

  private Node node(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return directory();
    }
    Object key = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    Node known = files.get(key);
    if (known == null) {
      known = new Node(Files.createLink(kept.resolve("file" + files.size()), path));
      nodes.add(known);
      files.put(key, known);
    }
    return known;
  }

  private Node directory() {
    Node directory = new Node(null);
    nodes.add(directory);
    return directory;
  }

  private @Nullable Node find(Place place, boolean onDisk) {
    Node node = root;
    if (place.isRoot()) {
      return node;
    }
    for (String name : place.value().split("/", -1)) {
      Node child = (onDisk ? node.durable : node.current).get(name);
      if (child == null) {
        return null;
      }
      node = child;
    }
    return node;
  }

  private Node existing(Place place) {
    Node node = find(place, false);
    if (node == null) {
      throw new AssertionError("expected something at " + place);
    }
    return node;
  }

  /** A file is there, without any bytes that are sure to stay. */
  void created(Place place, Path path) throws IOException {
    Node node = node(path);
    node.synced = false;
    change(name(place, node));
  }

  void synced(Place place) {
    Node node = find(place, false);
    if (node != null) {
      node.synced = true;
    }
  }

  boolean isSynced(Place place) {
    Node node = find(place, false);
    return node == null || node.synced;
  }

  boolean isThere(Place place) {
    return find(place, false) != null;
  }

  void directoryMade(Place place) {
    change(name(place, directory()));
  }

  /** Where it leads to is on the disk whenever its name is. */
  void symbolicLinkMade(Place place, Path path) throws IOException {
    change(name(place, node(path)));
  }

  void linked(Place file, Place second) {
    change(name(second, existing(file)));
  }

  void moved(Place from, Place to) {
    change(name(to, existing(from)), name(from, null));
  }

  void removed(Place place) {
    if (find(place, false) != null) {
      change(name(place, null));
    }
  }

  private Name name(Place place, @Nullable Node node) {
    return new Name(place, existing(place.parent()), node);
  }

  private void change(Name... names) {
    pending.add(new Change(List.of(names)));
    for (Name name : names) {
      name.apply(name.directory.current);
      unsyncedNames.add(name);
    }
  }

  /** With it, all that came before reaches the disk. */
  void directorySynced(Place place) {
    Node directory = existing(place);
    int last = -1;
    for (int i = 0; i < pending.size(); i++) {
      last = pending.get(i).isIn(directory) ? i : last;
    }
    List<Change> reached = pending.subList(0, last + 1);
    reached.forEach(change -> change.names.forEach(name -> name.apply(name.directory.durable)));
    reached.clear();
    unsyncedNames.removeIf(name -> name.directory == directory);
  }

  /** Names whose directory is still there and was not synced since they changed. */
  List<Place> unsyncedNames(Predicate<Place> where) {
    return unsyncedNames.stream()
        .filter(name -> find(name.place.parent(), false) == name.directory)
        .map(Name::place)
        .filter(where)
        .toList();
  }

  /** Whether the name and the bytes of a file are sure to stay. */
  boolean isDurable(Place place) {
    Node node = find(place, false);
    return node != null && node == find(place, true) && node.synced;
  }

  /** What the disk may hold now: any number of the changes, with no byte or all but one file's. */
  List<State> states() {
    List<State> states = new ArrayList<>();
    List<Node> unsynced = nodes.stream().filter(node -> !node.synced).toList();
    for (int reached = 0; reached <= pending.size(); reached++) {
      states.add(new Disk(pending.subList(0, reached), unsynced));
    }
    for (Node node : unsynced) {
      states.add(new Disk(pending, List.of(node)));
    }
    return states;
  }

  /** What is sure to be there, with some changes that are not, and without some files' bytes. */
  private final class Disk implements State {
    private final Map<Node, Map<String, Node>> directories = new HashMap<>();
    private final Collection<Node> empty;

    Disk(List<Change> changes, Collection<Node> empty) {
      this.empty = List.copyOf(empty);
      nodes.forEach(node -> directories.put(node, new TreeMap<>(node.durable)));
      changes.forEach(change -> change.names.forEach(name -> name.apply(names(name.directory))));
    }

    private Map<String, Node> names(Node directory) {
      return directories.getOrDefault(directory, Map.of());
    }

    @Override
    public void into(Path directory) throws IOException {
      materialise(root, directory);
    }

    private void materialise(Node directory, Path path) throws IOException {
      for (Map.Entry<String, Node> entry : names(directory).entrySet()) {
        Path place = path.resolve(entry.getKey());
        Node node = entry.getValue();
        if (node.file == null) {
          materialise(node, Files.createDirectory(place));
        } else if (empty.contains(node)) {
          Files.createFile(place);
        } else {
          Files.createLink(place, node.file);
        }
      }
    }
  }
}

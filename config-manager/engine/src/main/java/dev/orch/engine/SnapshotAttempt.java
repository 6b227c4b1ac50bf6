package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.fs.Stamp;
import dev.orch.engine.state.Inventory;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One reading of a home by someone who does not hold it: the inventory, then all files of it. */
final class SnapshotAttempt {
  private final Path home;
  private final Optional<Inventory> inventory;
  private final Map<ConfigPath, byte[]> contents = new HashMap<>();
  private final SortedSet<ConfigPath> different = new TreeSet<>();

  /** Of {@code .orch} before and after; every phase of an apply changes it. */
  private final Optional<Stamp> before;

  private final Optional<Stamp> after;
  private final boolean applying;

  private SnapshotAttempt(Path home, SecureRoot root) throws IOException {
    this.home = home;
    this.before = stamp(root);
    this.inventory = HomeDocuments.readInventory(root);
    if (inventory.isPresent()) {
      Manifest state = inventory.get().manifest();
      for (FileEntry file : state.files().values()) {
        read(root, Whereabouts.file(state, file.path()), file);
      }
    }
    this.applying = root.stat(OrchFiles.JOURNAL).isPresent();
    this.after = stamp(root);
  }

  static SnapshotAttempt make(Path home) throws IOException {
    try (SecureRoot root = SecureRoot.open(home.toRealPath())) {
      return new SnapshotAttempt(home, root);
    }
  }

  private static Optional<Stamp> stamp(SecureRoot root) throws IOException {
    return root.stat(OrchFiles.ORCH).map(FileStat::stamp);
  }

  private void read(SecureRoot root, Place place, FileEntry file) throws IOException {
    if (root.stat(place).map(FileStat::isRegular).orElse(false)) {
      try (InputStream stream = root.read(place)) {
        byte[] content = stream.readNBytes(Math.toIntExact(file.size()));
        if (stream.read() < 0 && Digest.of(content).equals(file.digest())) {
          contents.put(file.path(), content);
          return;
        }
      } catch (NoSuchFileException e) {
        different.add(file.path());
        return;
      }
    }
    different.add(file.path());
  }

  Optional<Inventory> inventory() {
    return inventory;
  }

  Map<ConfigPath, byte[]> contents() {
    return contents;
  }

  /** Whether all bytes are those of the inventory. */
  boolean isWhole() {
    return inventory.isPresent() && different.isEmpty();
  }

  /**
   * Whether both found the same, with nothing going on between them: then it will not become whole
   * by itself.
   */
  boolean confirms(SnapshotAttempt former) {
    return !former.applying
        && !applying
        && former.before.equals(former.after)
        && former.after.equals(before)
        && before.equals(after)
        && former.different.equals(different);
  }

  /** If there are any. */
  void throwDifferences() {
    if (!different.isEmpty()) {
      throw new CorruptDataException(
          home.toString(),
          "expected the bytes that orch placed, found others or none in " + different,
          null);
    }
  }
}

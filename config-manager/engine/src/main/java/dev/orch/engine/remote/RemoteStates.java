package dev.orch.engine.remote;

import dev.orch.engine.fs.Stamp;
import dev.orch.engine.state.Inventory;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.home.RemoteFile;
import dev.orch.model.home.RemoteHome;
import dev.orch.model.path.ConfigPath;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The directories of a home's states, and the file that names the one to read. */
final class RemoteStates {
  /** Longer than any pointer of orch's. */
  private static final int MAX_POINTER = 1024;

  private static final String CRC32C = "crc32c:%08x";

  private final RemoteHome home;

  /** Where this process writes what is not in place yet. */
  private final String stages = RemotePlaces.STAGES + "/" + UUID.randomUUID();

  RemoteStates(RemoteHome home) {
    this.home = home;
  }

  /**
   * A state that is there.
   *
   * @throws FileNotFoundException when its inventory is not
   * @throws CorruptDataException when its inventory cannot be understood
   */
  Inventory inventory(Digest digest) throws IOException {
    String path = RemotePlaces.inventory(digest);
    try (InputStream in = home.open(path)) {
      return Inventory.parse(home.location() + "/" + path, in.readNBytes(Inventory.MAX_BYTES));
    }
  }

  /** Sees to it that a state is there, whole; nothing that is in use is touched by that. */
  void place(FileTree tree, long revision) throws IOException, InterruptedException {
    Digest digest = tree.manifest().digest();
    if (isWhole(digest)) {
      return;
    }
    String stage = stages + "-" + digest.abbreviated();
    try {
      Map<ConfigPath, Integer> sums = write(tree, tree.manifest().files().values(), stage);
      home.delete(RemotePlaces.inventory(digest));
      home.delete(RemotePlaces.state(digest));
      if (!sums.isEmpty()) {
        home.move(stage, RemotePlaces.state(digest));
      }
      // Where moving is copying, files have the time of that.
      SortedMap<String, RemoteFile> placed = home.files(RemotePlaces.state(digest));
      Map<ConfigPath, Stamp> stamps = new HashMap<>();
      for (Map.Entry<ConfigPath, Integer> sum : sums.entrySet()) {
        RemoteFile file = placed.get(sum.getKey().value());
        if (file == null) {
          throw new IOException(
              RemotePlaces.state(digest)
                  + "/"
                  + sum.getKey()
                  + " is gone as soon as it was placed");
        }
        stamps.put(sum.getKey(), stamp(file, sum.getValue()));
      }
      save(new Inventory(revision, tree.manifest(), new TreeSet<>(), stamps, List.of()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      discard(stage, e);
      throw e;
    }
  }

  private boolean isWhole(Digest digest) throws IOException {
    try {
      return changed(inventory(digest)).isEmpty();
    } catch (FileNotFoundException | CorruptDataException e) {
      return false;
    }
  }

  private Map<ConfigPath, Integer> write(
      FileTree tree, Collection<FileEntry> files, String directory)
      throws IOException, InterruptedException {
    Map<ConfigPath, Integer> sums = new HashMap<>();
    tree.read(
        files,
        (file, content) -> {
          CheckedContent checked = new CheckedContent(content);
          home.write(directory + "/" + file.path(), checked, file.executable());
          checked.verify(file);
          sums.put(file.path(), checked.crc32c());
        });
    if (sums.size() != files.size()) {
      throw new CorruptDataException(
          directory, "expected " + files.size() + " files, was handed " + sums.size(), null);
    }
    return sums;
  }

  private void discard(String stage, Exception failure) {
    try {
      home.delete(stage);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void save(Inventory inventory) throws IOException {
    String stage = stages + "-inventory";
    home.write(stage, new ByteArrayInputStream(inventory.format()), false);
    home.replace(stage, RemotePlaces.inventory(inventory.manifest().digest()));
  }

  private static Stamp stamp(RemoteFile file, int crc32c) {
    return new Stamp(file.size(), nanos(file.modified()), String.format(CRC32C, crc32c));
  }

  private static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }

  /**
   * Files that are missing or have other bytes than they were placed with. None is read whose size
   * and time are as they were, or whose checksum the file system knows.
   */
  List<FileEntry> changed(Inventory state) throws IOException {
    SortedMap<String, RemoteFile> there = home.files(RemotePlaces.state(state.manifest().digest()));
    List<FileEntry> changed = new ArrayList<>();
    for (FileEntry file : state.manifest().files().values()) {
      RemoteFile found = there.get(file.path().value());
      if (found == null || !isSame(state, file, found)) {
        changed.add(file);
      }
    }
    return changed;
  }

  private boolean isSame(Inventory state, FileEntry file, RemoteFile found) throws IOException {
    if (found.size() != file.size()) {
      return false;
    }
    @Nullable Stamp placed = state.stamps().get(file.path());
    if (placed != null && placed.modified() == nanos(found.modified())) {
      return true;
    }
    String path = RemotePlaces.state(state.manifest().digest()) + "/" + file.path();
    OptionalInt crc32c = home.crc32c(path);
    if (placed != null && crc32c.isPresent()) {
      return placed.identity().equals(String.format(CRC32C, crc32c.getAsInt()));
    }
    try (CheckedContent content = new CheckedContent(home.open(path))) {
      content.transferTo(OutputStream.nullOutputStream());
      return content.digest().equals(file.digest());
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** Gives files of a state their bytes again, each in one instant. */
  void heal(Manifest state, List<FileEntry> files, FileTree tree)
      throws IOException, InterruptedException {
    String stage = stages + "-heal";
    try {
      write(tree, files, stage);
      for (FileEntry file : files) {
        home.replace(
            stage + "/" + file.path(), RemotePlaces.state(state.digest()) + "/" + file.path());
      }
      home.delete(stage);
    } catch (IOException | InterruptedException | RuntimeException e) {
      discard(stage, e);
      throw e;
    }
  }

  /** The state that readers are sent to; nothing if to none, or to something else. */
  Optional<Digest> pointer() throws IOException {
    try (InputStream in = home.open(RemotePlaces.CURRENT)) {
      String line = new String(in.readNBytes(MAX_POINTER), StandardCharsets.UTF_8).strip();
      String prefix = RemotePlaces.STATES + "/";
      return line.startsWith(prefix)
          ? RemotePlaces.stateOf(line.substring(prefix.length()))
          : Optional.empty();
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Sends readers to another state, in one instant.
   *
   * @param digest null for none
   */
  void point(@Nullable Digest digest) throws IOException {
    if (digest == null) {
      home.delete(RemotePlaces.CURRENT);
      return;
    }
    String stage = stages + "-current";
    byte[] line = (RemotePlaces.state(digest) + "\n").getBytes(StandardCharsets.UTF_8);
    home.write(stage, new ByteArrayInputStream(line), false);
    home.replace(stage, RemotePlaces.CURRENT);
  }

  /** Removes other states than these, and what other processes did not finish. */
  void keepOnly(Set<Digest> kept) throws IOException {
    for (String name : home.names(RemotePlaces.STATES)) {
      Optional<Digest> state = RemotePlaces.stateOf(name);
      if (state.isPresent() && !kept.contains(state.get())) {
        home.delete(RemotePlaces.STATES + "/" + name);
      }
    }
    for (String name : home.names(RemotePlaces.STAGES)) {
      home.delete(RemotePlaces.STAGES + "/" + name);
    }
  }
}

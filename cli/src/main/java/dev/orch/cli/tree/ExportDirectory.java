package dev.orch.cli.tree;

import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.ProgressCounter;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.layer.LayerName;
import dev.orch.publisher.spec.ComponentYaml;
import dev.orch.publisher.spec.ComponentYamlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A directory that gets the files of components, each in a new directory of its own. */
public final class ExportDirectory {
  private static final Map<PosixFilePermission, PosixFilePermission> EXECUTE_BY_READ =
      Map.of(
          PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);

  private final Path root;

  private ExportDirectory(Path root) {
    this.root = root;
  }

  /**
   * Makes it if it is missing.
   *
   * @throws RefusedException when there is something in it: what is there is not ours to replace
   */
  public static ExportDirectory prepare(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> entries = Files.list(directory)) {
      Optional<Path> first = entries.findFirst();
      if (first.isPresent()) {
        throw new RefusedException(
            "expected an empty directory, found " + first.get().getFileName() + " in " + directory,
            "Name a directory that is empty or does not exist.");
      }
    }
    return new ExportDirectory(directory);
  }

  /** One that may hold other components already; made if it is missing. */
  public static ExportDirectory within(Path directory) throws IOException {
    return new ExportDirectory(Files.createDirectories(directory));
  }

  /**
   * Writes a component, with a {@code component.yaml} if it takes one to publish it again as it is.
   *
   * @throws RefusedException when the component's directory is there already
   * @throws CorruptDataException when the store hands over other bytes than the manifest names
   */
  public void write(ComponentName component, FileTree tree, ProgressCounter counter)
      throws IOException, InterruptedException {
    write(new TreeMap<>(Map.of(LayerName.of(component), tree)), counter);
  }

  /**
   * Writes components with all their layers; what is in a {@code component.yaml} holds for all
   * layers of a component, and stands in the component itself.
   *
   * @throws RefusedException when the directory of one is there already
   * @throws CorruptDataException when the store hands over other bytes than the manifest names
   */
  public void write(SortedMap<LayerName, FileTree> layers, ProgressCounter counter)
      throws IOException, InterruptedException {
    Map<ComponentName, List<FileEntry>> files = new HashMap<>();
    for (Map.Entry<LayerName, FileTree> layer : layers.entrySet()) {
      Collection<FileEntry> own = layer.getValue().manifest().files().values();
      files.computeIfAbsent(layer.getKey().component(), name -> new ArrayList<>()).addAll(own);
      Path home = createDirectory(layer.getKey());
      layer
          .getValue()
          .read(
              own,
              (file, content) -> {
                write(home, file, content);
                counter.done(file.size());
              });
    }
    for (Map.Entry<LayerName, FileTree> layer : layers.entrySet()) {
      if (layer.getKey().isOwn()) {
        List<FileEntry> all = files.getOrDefault(layer.getKey().component(), List.of());
        define(layer.getKey(), layer.getValue().manifest(), all);
      }
    }
  }

  private Path createDirectory(LayerName layer) throws IOException {
    Path home = root.resolve(layer.value());
    Files.createDirectories(home.getParent());
    try {
      return Files.createDirectory(home);
    } catch (FileAlreadyExistsException e) {
      throw new RefusedException(
          "expected nothing at " + home + ", found something", "Name another, or move it away.");
    }
  }

  private void define(LayerName own, Manifest manifest, List<FileEntry> all) throws IOException {
    Optional<byte[]> spec = ComponentYamlText.of(manifest.spec(), all);
    // A directory without a file would not count, and what lies over it would lie over nothing.
    if (spec.isPresent() || manifest.files().isEmpty()) {
      Path file = root.resolve(own.value()).resolve(ComponentYaml.FILE_NAME);
      Files.write(file, spec.orElse(new byte[0]));
    }
  }

  private static void write(Path home, FileEntry file, InputStream content) throws IOException {
    Path path = home.resolve(file.path().value());
    Files.createDirectories(path.getParent());
    MessageDigest sha256 = Digest.newSha256();
    Files.copy(new DigestInputStream(content, sha256), path);
    Digest found = Digest.finish(sha256);
    if (!found.equals(file.digest())) {
      throw new CorruptDataException(
          path.toString(), "expected SHA-256 " + file.digest() + ", found " + found, null);
    }
    if (file.executable()) {
      makeExecutable(path);
    }
  }

  /** For all who may read it. */
  private static void makeExecutable(Path path) throws IOException {
    FileStore store = Files.getFileStore(path);
    if (store.supportsFileAttributeView(PosixFileAttributeView.class)) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      EXECUTE_BY_READ.forEach(
          (read, execute) -> {
            if (permissions.contains(read)) {
              permissions.add(execute);
            }
          });
      Files.setPosixFilePermissions(path, permissions);
    }
  }
}

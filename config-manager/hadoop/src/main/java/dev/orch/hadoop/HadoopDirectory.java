package dev.orch.hadoop;

import dev.orch.model.home.RemoteFile;
import dev.orch.model.source.SourceTree;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A directory on a Hadoop file system. Paths are relative to it, names separated by {@code /}.
 * Every method throws {@link dev.orch.model.StoreUnavailableException} when the file system cannot
 * be reached and {@link dev.orch.model.RefusedException} when it does not permit what was asked.
 * Safe for use by several threads.
 */
public final class HadoopDirectory {
  /** What Hadoop calls a checksum over a whole file that equals the CRC-32C of its bytes. */
  private static final String WHOLE_FILE_CRC = "COMPOSITE-CRC32C";

  private static final Set<String> RENAMES_OVER =
      Set.of("hdfs", "viewfs", "webhdfs", "swebhdfs", "file");

  /** Opens what alone renames over a file. */
  interface Contexts {
    FileContext open() throws IOException;
  }

  private final FileSystem fileSystem;
  private final Contexts contexts;
  private final Path root;
  private final FileWriter writer;
  private final SingleCreation creation;

  /** Directories that are there, for all we know. */
  private final Set<Path> made = ConcurrentHashMap.newKeySet();

  /**
   * Creates it from its parts.
   *
   * @param contexts opens the same file system by Hadoop's other interface
   */
  HadoopDirectory(FileSystem fileSystem, Path root, Contexts contexts) {
    this.fileSystem = fileSystem;
    this.root = root;
    this.contexts = contexts;
    this.writer = new FileWriter(fileSystem);
    this.creation = new SingleCreation(fileSystem);
  }

  /** Where it is, with scheme and authority, no slash at the end. */
  public String location() {
    return root.toString();
  }

  /** Its files as a desired tree. */
  public SourceTree tree() {
    return new HadoopSourceTree(fileSystem, root);
  }

  /** Where something in it is. */
  public URI uri(String path) {
    return resolve(path).toUri();
  }

  private Path resolve(String path) {
    return path.isEmpty() ? root : below(root, path);
  }

  /**
   * A name may hold a colon where the file system permits it; Path would take it for a scheme's.
   */
  static Path below(Path root, String path) {
    URI base = root.toUri();
    String slash = base.getPath().endsWith("/") ? "" : "/";
    return new Path(base.getScheme(), base.getAuthority(), base.getPath() + slash + path);
  }

  /** The names in a directory of it, in order; none if there is no such directory. */
  public List<String> names(String path) throws IOException {
    Path place = resolve(path);
    try {
      List<String> names = new ArrayList<>();
      for (FileStatus status : fileSystem.listStatus(place)) {
        names.add(status.getPath().getName());
      }
      Collections.sort(names);
      return names;
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw HadoopErrors.of("list", place.toString(), e);
    }
  }

  /** All files below a directory of it, by path below that, with their sizes in bytes. */
  public SortedMap<String, Long> files(String path) throws IOException {
    SortedMap<String, Long> files = new TreeMap<>();
    walk(path, (name, status) -> files.put(name, status.getLen()));
    return files;
  }

  /** The same with what the file system tells of each. */
  SortedMap<String, RemoteFile> statuses(String path) throws IOException {
    SortedMap<String, RemoteFile> files = new TreeMap<>();
    walk(
        path,
        (name, status) ->
            files.put(
                name,
                new RemoteFile(
                    status.getLen(), Instant.ofEpochMilli(status.getModificationTime()))));
    return files;
  }

  private void walk(String path, BiConsumer<String, FileStatus> found) throws IOException {
    Path place = resolve(path);
    try {
      RemoteIterator<LocatedFileStatus> all = fileSystem.listFiles(place, true);
      String base = place.toUri().getPath();
      int prefix = base.length() + (base.endsWith("/") ? 0 : 1);
      while (all.hasNext()) {
        LocatedFileStatus file = all.next();
        found.accept(file.getPath().toUri().getPath().substring(prefix), file);
      }
    } catch (FileNotFoundException e) {
      // No directory, no files.
    } catch (IOException e) {
      throw HadoopErrors.of("list", place.toString(), e);
    }
  }

  /** See {@link dev.orch.model.home.RemoteHome#crc32c}. */
  OptionalInt crc32c(String path) throws IOException {
    Path place = resolve(path);
    try {
      FileChecksum checksum = fileSystem.getFileChecksum(place);
      return checksum != null && checksum.getAlgorithmName().equals(WHOLE_FILE_CRC)
          ? OptionalInt.of(ByteBuffer.wrap(checksum.getBytes()).getInt())
          : OptionalInt.empty();
    } catch (IOException e) {
      throw HadoopErrors.of("compare", place.toString(), e);
    }
  }

  /**
   * Opens a file to read it.
   *
   * @throws FileNotFoundException when there is none
   */
  InputStream open(String path) throws IOException {
    Path place = resolve(path);
    try {
      return fileSystem.open(place);
    } catch (IOException e) {
      throw HadoopErrors.of("read", place.toString(), e);
    }
  }

  /**
   * Reads a whole file.
   *
   * @throws FileNotFoundException when there is none
   * @throws IOException also when it is longer than {@code limit} bytes
   */
  public byte[] read(String path, int limit) throws IOException {
    Path place = resolve(path);
    try (InputStream in = fileSystem.open(place)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new IOException(place + ": expected at most " + limit + " bytes, found more");
      }
      return bytes;
    } catch (IOException e) {
      throw HadoopErrors.of("read", place.toString(), e);
    }
  }

  /** Writes a file, durably where the file system can, over what was there. */
  public void write(String path, InputStream content, boolean executable) throws IOException {
    writing(path, place -> writer.write(place, content, executable));
  }

  /** The same of a file that nobody misses after a power cut: no disk is waited for. */
  public void writeForNow(String path, InputStream content) throws IOException {
    writing(path, place -> writer.writeForNow(place, content));
  }

  /** Writes a file that nobody but its owner may read, over what was there. */
  public void writeSecret(String path, byte[] content) throws IOException {
    writing(path, place -> writer.writeSecret(place, content));
  }

  private interface Writing {
    void run(Path place) throws IOException;
  }

  private void writing(String path, Writing writing) throws IOException {
    Path place = resolve(path);
    makeParent(place);
    try {
      writing.run(place);
    } catch (IOException e) {
      throw HadoopErrors.of("write", place.toString(), e);
    }
  }

  /**
   * Writes a file that must not be there yet.
   *
   * @return whether it was written; not if there was one already, or another is writing it
   */
  public boolean create(String path, byte[] content) throws IOException {
    Path place = resolve(path);
    makeParent(place);
    try {
      return creation.create(place, content);
    } catch (IOException e) {
      throw HadoopErrors.of("write", place.toString(), e);
    }
  }

  /**
   * Sees to it that of several writers who {@link #create} one file in a directory at most one
   * succeeds. Whatever is not known for it is tried out, once.
   *
   * @throws dev.orch.model.RefusedException when several could
   */
  void requireSingleCreation(String path) throws IOException {
    if (creation.isKept()) {
      return;
    }
    Path place = resolve(path);
    try {
      fileSystem.mkdirs(place);
      creation.require(place);
    } catch (IOException e) {
      throw HadoopErrors.of("try to write in", place.toString(), e);
    }
  }

  /**
   * Takes a file from whoever is writing it, so that it stays as it is by now and its writer is
   * told so when it goes on.
   *
   * @return whether that is so; not where the file system does not know who writes
   * @throws IOException also when that takes longer than 10 s
   */
  boolean endWriting(String path) throws IOException {
    Path place = resolve(path);
    try {
      return creation.endWriting(place);
    } catch (IOException e) {
      throw HadoopErrors.of("take over", place.toString(), e);
    }
  }

  /** Made along with a file, HDFS would make it writable to everyone, whatever the umask. */
  private void makeParent(Path place) throws IOException {
    Path parent = place.getParent();
    if (parent == null || made.contains(parent)) {
      return;
    }
    try {
      fileSystem.mkdirs(parent);
      made.add(parent);
    } catch (IOException e) {
      throw HadoopErrors.of("make", parent.toString(), e);
    }
  }

  /**
   * Moves a directory of it to another place in it, where nothing is. Atomic where the file
   * system's rename is; object stores copy, file by file.
   *
   * @throws IOException also when something is there
   */
  public void move(String from, String to) throws IOException {
    Path source = resolve(from);
    Path target = resolve(to);
    try {
      // Renamed onto a directory that exists, it would end up inside it, and Hadoop would call that
      // a success.
      if (fileSystem.exists(target)) {
        throw new FileAlreadyExistsException("something is there already");
      }
      makeParent(target);
      if (!fileSystem.rename(source, target)) {
        throw new IOException("it was not renamed from " + source);
      }
      made.clear();
    } catch (IOException e) {
      throw HadoopErrors.of("move to", target.toString(), e);
    }
  }

  /**
   * Moves a file of it over another, in one instant for whoever opens that: by a rename where the
   * file system has one that replaces, otherwise, as on object stores, by writing it again, which
   * shows as a whole there.
   */
  void replace(String from, String to) throws IOException {
    Path source = resolve(from);
    Path target = resolve(to);
    makeParent(target);
    try {
      if (RENAMES_OVER.contains(source.toUri().getScheme())) {
        contexts.open().rename(source, target, Options.Rename.OVERWRITE);
      } else {
        try (InputStream in = fileSystem.open(source)) {
          writer.write(target, in, false);
        }
        fileSystem.delete(source, false);
      }
    } catch (IOException e) {
      throw HadoopErrors.of("replace", target.toString(), e);
    }
  }

  /** Deletes a file, or a directory with all that is in it; nothing happens if it is not there. */
  public void delete(String path) throws IOException {
    Path place = resolve(path);
    made.clear();
    try {
      fileSystem.delete(place, true);
    } catch (FileNotFoundException e) {
      // Another was quicker.
    } catch (IOException e) {
      throw HadoopErrors.of("delete", place.toString(), e);
    }
  }
}

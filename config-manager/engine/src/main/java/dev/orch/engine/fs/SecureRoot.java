package dev.orch.engine.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.orch.model.Digest;
import dev.orch.model.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads below a directory. Each directory on the way is opened relative to the one before it, and a
 * link is never followed: what a place names lies in the directory, or is not there.
 *
 * <p>Keeps directories open that were used last; {@link #forget} lets go of them. Used by one
 * thread at a time.
 */
public final class SecureRoot implements AutoCloseable {
  /** More than one path can be deep (64) and a second directory at hand, for moves. */
  private static final int MAX_OPEN = 96;

  private static final Path SELF = Path.of(".");

  private final Path path;
  private final SecureDirectoryStream<Path> root;
  private final Map<Place, SecureDirectoryStream<Path>> open = new LinkedHashMap<>(32, 0.75f, true);

  private SecureRoot(Path path, SecureDirectoryStream<Path> root) {
    this.path = path;
    this.root = root;
  }

  /**
   * Opens a directory that exists.
   *
   * @param directory resolved already: links on the way to it are followed
   * @throws RefusedException when the platform offers no access relative to an open directory
   */
  @SuppressWarnings("StreamResourceLeak") // it becomes this object's, which closes it
  public static SecureRoot open(Path directory) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new SecureRoot(directory, secure);
    }
    stream.close();
    throw new RefusedException(
        directory + ": this platform cannot reach files without following links",
        "Put the home on a local file system of Linux.");
  }

  /** The directory, as it was opened. */
  public Path path() {
    return path;
  }

  /** What is at this place, or nothing; nothing also if a link or a file is on the way to it. */
  public Optional<FileStat> stat(Place place) throws IOException {
    try {
      return Optional.of(
          new FileStat(
              directory(place.parent())
                  .getFileAttributeView(name(place), PosixFileAttributeView.class, NOFOLLOW_LINKS)
                  .readAttributes()));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      throw WholeNames.of(e, path, place);
    }
  }

  /** Opens a file to read; fails on a link. Look with {@link #stat} first: a pipe would block. */
  public InputStream read(Place file) throws IOException {
    return Channels.newInputStream(channel(file));
  }

  /** Opens a file to read; fails on a link. */
  public SeekableByteChannel channel(Place file) throws IOException {
    try {
      return directory(file.parent())
          .newByteChannel(name(file), Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
    } catch (FileSystemException e) {
      throw WholeNames.of(e, path, file);
    }
  }

  /**
   * What a symbolic link says, or nothing if there is none. The JDK reads links by path: nothing
   * may be written on the strength of it.
   */
  public Optional<String> linkTarget(Place link) throws IOException {
    if (stat(link).map(stat -> stat.kind() != FileStat.Kind.OTHER).orElse(true)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readSymbolicLink(path.resolve(link.value())).toString());
    } catch (NotLinkException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The digest of a file's bytes as they are now. */
  public Digest digest(Place file) throws IOException {
    try (InputStream content = read(file)) {
      return Digest.of(content);
    }
  }

  /**
   * All bytes of a file.
   *
   * @throws IOException also when it has more than {@code limit} bytes
   */
  public byte[] bytes(Place file, int limit) throws IOException {
    try (InputStream content = read(file)) {
      byte[] bytes = content.readNBytes(limit);
      if (bytes.length == limit && content.read() >= 0) {
        throw new IOException(
            path.resolve(file.value()) + ": expected at most " + limit + " bytes, found more");
      }
      return bytes;
    }
  }

  /** The names in a directory, in no order. */
  public List<String> list(Place directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        directory(directory).newDirectoryStream(SELF, NOFOLLOW_LINKS)) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (FileSystemException e) {
      throw WholeNames.of(e, path, directory);
    }
    return names;
  }

  /** Lets go of directories kept open, so that the next access looks afresh. */
  public void forget() throws IOException {
    forget(Place.ROOT);
  }

  /** Lets go of this directory and all below it. */
  void forget(Place directory) throws IOException {
    Iterator<Map.Entry<Place, SecureDirectoryStream<Path>>> entries = open.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Place, SecureDirectoryStream<Path>> entry = entries.next();
      if (directory.contains(entry.getKey())) {
        entries.remove();
        entry.getValue().close();
      }
    }
  }

  SecureDirectoryStream<Path> directory(Place place) throws IOException {
    if (place.isRoot()) {
      return root;
    }
    SecureDirectoryStream<Path> known = open.get(place);
    if (known != null) {
      return known;
    }
    SecureDirectoryStream<Path> stream;
    try {
      stream = open(place);
    } catch (FileSystemException e) {
      throw WholeNames.of(e, path, place);
    }
    open.put(place, stream);
    closeEldest();
    return stream;
  }

  private SecureDirectoryStream<Path> open(Place place) throws IOException {
    SecureDirectoryStream<Path> parent = directory(place.parent());
    Path name = name(place);
    // Asked first, because what opening a link fails with differs between systems.
    boolean isDirectory =
        parent
            .getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW_LINKS)
            .readAttributes()
            .isDirectory();
    if (!isDirectory) {
      throw new NotDirectoryException(path.resolve(place.value()).toString());
    }
    return parent.newDirectoryStream(name, NOFOLLOW_LINKS);
  }

  private void closeEldest() throws IOException {
    if (open.size() > MAX_OPEN) {
      Place eldest = open.keySet().iterator().next();
      SecureDirectoryStream<Path> stream = open.remove(eldest);
      if (stream != null) {
        stream.close();
      }
    }
  }

  static Path name(Place place) {
    return Path.of(place.name());
  }

  @Override
  public void close() throws IOException {
    forget();
    root.close();
  }
}

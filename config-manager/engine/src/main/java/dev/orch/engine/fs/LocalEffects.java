package dev.orch.engine.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The effects, on a real directory. */
public final class LocalEffects implements HomeEffects {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final Path SELF = Path.of(".");
  private static final int COPY_BUFFER = 64 * 1024;

  private final SecureRoot root;
  private final Place scratch;
  private final FileAttribute<Set<PosixFilePermission>> usual;
  private final FileAttribute<Set<PosixFilePermission>> executable;

  /**
   * Creates it from its parts.
   *
   * @param scratch a directory below the root, on the same file system, where nothing else is made
   * @param filePermissions what a new file gets that nobody marked as executable
   */
  public LocalEffects(SecureRoot root, Place scratch, Set<PosixFilePermission> filePermissions) {
    this.root = root;
    this.scratch = scratch;
    Set<PosixFilePermission> marked = EnumSet.noneOf(PosixFilePermission.class);
    marked.addAll(filePermissions);
    mark(marked, true);
    this.usual = PosixFilePermissions.asFileAttribute(Set.copyOf(filePermissions));
    this.executable = PosixFilePermissions.asFileAttribute(marked);
  }

  @Override
  public FileChannel create(Place file, Access access) throws IOException {
    try {
      SeekableByteChannel channel =
          root.directory(file.parent())
              .newByteChannel(
                  SecureRoot.name(file),
                  Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS),
                  switch (access) {
                    case OWNER -> OWNER_ONLY;
                    case USUAL -> usual;
                    case EXECUTABLE -> executable;
                  });
      return fileChannel(channel, file);
    } catch (FileSystemException e) {
      throw WholeNames.of(e, root.path(), file);
    }
  }

  private FileChannel fileChannel(SeekableByteChannel channel, Place place) throws IOException {
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new IOException(root.path().resolve(place.value()) + ": cannot be synced");
  }

  @Override
  public void dress(Place file, FileStat like, boolean executable) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(like.attributes().permissions());
    mark(permissions, executable);
    PosixFileAttributeView view = view(file);
    try {
      handOn(view, like.attributes());
      view.setPermissions(permissions);
    } catch (FileSystemException e) {
      throw WholeNames.of(e, root.path(), file);
    }
  }

  private PosixFileAttributeView view(Place file) throws IOException {
    return root.directory(file.parent())
        .getFileAttributeView(SecureRoot.name(file), PosixFileAttributeView.class, NOFOLLOW_LINKS);
  }

  private static void handOn(PosixFileAttributeView view, PosixFileAttributes former)
      throws IOException {
    PosixFileAttributes own = view.readAttributes();
    try {
      if (!own.owner().equals(former.owner())) {
        view.setOwner(former.owner());
      }
      if (!own.group().equals(former.group())) {
        view.setGroup(former.group());
      }
    } catch (FileSystemException e) {
      // Only a privileged user can hand a file to another; everyone else keeps it.
      System.getLogger(LocalEffects.class.getName())
          .log(System.Logger.Level.DEBUG, "owner and group stay as they are", e);
    }
  }

  /** Who may read it may then execute it, as with {@code chmod +x} and a usual umask. */
  private static void mark(Set<PosixFilePermission> permissions, boolean executable) {
    mark(
        permissions, executable, PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE);
    mark(
        permissions, executable, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE);
    mark(
        permissions,
        executable,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.OTHERS_EXECUTE);
  }

  private static void mark(
      Set<PosixFilePermission> permissions,
      boolean executable,
      PosixFilePermission read,
      PosixFilePermission execute) {
    if (executable && permissions.contains(read)) {
      permissions.add(execute);
    } else if (!executable) {
      permissions.remove(execute);
    }
  }

  @Override
  public void sync(FileChannel file) throws IOException {
    file.force(true);
  }

  @Override
  public void syncDirectory(Place directory) throws IOException {
    try (FileChannel channel =
        fileChannel(
            root.directory(directory).newByteChannel(SELF, Set.of(READ, NOFOLLOW_LINKS)),
            directory)) {
      channel.force(true);
    }
  }

  /**
   * The JDK cannot make a directory relative to an open one; it can rename one there. So it is made
   * where only orch goes.
   */
  @Override
  public void makeDirectory(Place directory) throws IOException {
    if (scratch.parent().contains(directory)) {
      Files.createDirectory(root.path().resolve(directory.value()));
      return;
    }
    if (root.stat(directory).isPresent()) {
      throw new FileAlreadyExistsException(root.path().resolve(directory.value()).toString());
    }
    Place made = scratch.child("directory");
    if (root.stat(made).isEmpty()) {
      Files.createDirectory(root.path().resolve(made.value()));
    }
    move(made, directory);
  }

  @Override
  public void removeDirectory(Place directory) throws IOException {
    root.forget(directory);
    try {
      root.directory(directory.parent()).deleteDirectory(SecureRoot.name(directory));
    } catch (FileSystemException e) {
      throw WholeNames.of(e, root.path(), directory);
    }
  }

  @Override
  public void link(Place file, Place second) throws IOException {
    try {
      Files.createLink(root.path().resolve(second.value()), root.path().resolve(file.value()));
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      copy(file, second);
      return;
    }
    // The JDK links by path, and a link may have come into the path: then it is another file.
    if (!identity(file).equals(identity(second))) {
      delete(second);
      throw new FileSystemException(
          root.path().resolve(file.value()).toString(), null, "changed while it was saved");
    }
  }

  private Optional<String> identity(Place place) throws IOException {
    return root.stat(place).map(stat -> stat.stamp().identity());
  }

  private void copy(Place file, Place second) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(COPY_BUFFER);
    try (SeekableByteChannel from = root.channel(file);
        FileChannel to = create(second, Access.OWNER)) {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      FileStat like = root.stat(file).orElseThrow(() -> new NoSuchFileException(file.value()));
      dress(second, like, like.executable());
      to.force(true);
    }
  }

  @Override
  public void symbolicLink(Place link, String target) throws IOException {
    if (!scratch.parent().contains(link)) {
      throw new IllegalArgumentException("a link is made in " + scratch.parent() + ": " + link);
    }
    Files.createSymbolicLink(root.path().resolve(link.value()), Path.of(target));
  }

  @Override
  public void move(Place from, Place to) throws IOException {
    root.forget(from);
    root.forget(to);
    SecureDirectoryStream<Path> source = root.directory(from.parent());
    SecureDirectoryStream<Path> target = root.directory(to.parent());
    try {
      source.move(SecureRoot.name(from), target, SecureRoot.name(to));
    } catch (FileSystemException e) {
      throw WholeNames.of(e, root.path(), to);
    }
  }

  @Override
  public void delete(Place file) throws IOException {
    try {
      root.directory(file.parent()).deleteFile(SecureRoot.name(file));
    } catch (FileSystemException e) {
      throw WholeNames.of(e, root.path(), file);
    }
  }

  @Override
  public void deleteTree(Place place) throws IOException {
    Optional<FileStat> stat = root.stat(place);
    if (stat.isEmpty()) {
      return;
    }
    if (!stat.get().isDirectory()) {
      delete(place);
      return;
    }
    for (String name : root.list(place)) {
      deleteTree(place.child(name));
    }
    removeDirectory(place);
  }
}

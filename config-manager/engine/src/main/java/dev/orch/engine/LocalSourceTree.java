package dev.orch.engine;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A directory of the local file system. */
public final class LocalSourceTree implements SourceTree {
  private final Path root;

  /** Links to the root resolved, as they were when it was listed. */
  private volatile @Nullable Path realRoot;

  /** The same for directories in it. */
  private final Map<Path, Path> realDirectories = new ConcurrentHashMap<>();

  /** How files of its file system are looked at. */
  private volatile @Nullable StampedFiles stamped;

  /** The directory need not exist until it is listed. */
  public LocalSourceTree(Path root) {
    this.root = root;
  }

  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public Optional<String> identity() {
    try {
      Path real = root.toRealPath();
      return stamped(real) instanceof StampedFiles.Stamped
          ? Optional.of(real.toString())
          : Optional.empty();
    } catch (IOException e) {
      // Whoever lists it is told.
      return Optional.empty();
    }
  }

  @Override
  public Listing list(Predicate<String> enter) throws IOException, InterruptedException {
    if (!Files.isDirectory(root)) {
      if (Files.exists(root)) {
        throw new NotDirectoryException(root.toString());
      }
      throw new NoSuchFileException(root.toString());
    }
    Path real = root.toRealPath();
    realRoot = real;
    realDirectories.clear();
    return new SourceWalk(real, stamped(real), enter).walk();
  }

  private StampedFiles stamped(Path real) throws IOException {
    StampedFiles known = stamped;
    if (known == null) {
      known = StampedFiles.below(real);
      stamped = known;
    }
    return known;
  }

  @Override
  public InputStream open(SourceFile file) throws IOException {
    Path listed = realRoot;
    Path top = listed == null ? root.toRealPath() : listed;
    int slash = file.path().lastIndexOf('/');
    Path directory = slash < 0 ? top : top.resolve(file.path().substring(0, slash));
    try {
      // Resolving every file's path by itself would cost more than reading a small file.
      return Files.newInputStream(
          realDirectory(top, directory).resolve(file.path().substring(slash + 1)),
          READ,
          NOFOLLOW_LINKS);
    } catch (IOException e) {
      // The file itself may be a link, which is followed as long as it stays in the tree.
      return Files.newInputStream(inside(top, top.resolve(file.path())), READ);
    }
  }

  private Path realDirectory(Path top, Path directory) throws IOException {
    Path known = realDirectories.get(directory);
    if (known == null) {
      known = inside(top, directory);
      realDirectories.put(directory, known);
    }
    return known;
  }

  private static Path inside(Path top, Path place) throws IOException {
    Path real = place.toRealPath();
    if (!real.startsWith(top)) {
      throw new IOException(top.relativize(place) + ": leads out of the tree by now");
    }
    return real;
  }
}

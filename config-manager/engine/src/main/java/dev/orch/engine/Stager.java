package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.HomeEffects.Access;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.fs.Stamp;
import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches new files, checks every byte, and puts them where an apply starts from. */
final class Stager {
  /** With fewer files, starting threads costs more than they save. */
  private static final int FILES_WORTH_THREADS = 8;

  private static final int BUFFER = 64 * 1024;

  private final SecureRoot root;
  private final HomeEffects effects;
  private final byte[] buffer = new byte[BUFFER];

  Stager(SecureRoot root, HomeEffects effects) {
    this.root = root;
    this.effects = effects;
  }

  /**
   * A file to fetch.
   *
   * @param place where its bytes go, in a directory that is there
   * @param like a file whose owner and permissions it takes over; null if there is none
   */
  record Item(FileEntry file, Place place, @Nullable Place like) {}

  /**
   * Stages all files, synced; their names are not.
   *
   * @return the stamps they will have, also once they are moved
   * @throws ContentMismatchException when the source hands over other bytes than the manifest's
   * @throws HomeAccessException when they cannot be written
   * @throws IOException when the source cannot be read
   */
  Map<ConfigPath, Stamp> stage(FileTree tree, List<Item> items)
      throws IOException, InterruptedException {
    Map<ConfigPath, Item> waiting = new HashMap<>(2 * items.size());
    items.forEach(item -> waiting.put(item.file().path(), item));
    Map<ConfigPath, Stamp> stamps = new HashMap<>(2 * items.size());
    int threads = items.size() < FILES_WORTH_THREADS ? 0 : FileSyncer.THREADS;
    try (FileSyncer syncer = new FileSyncer(effects, threads, System::nanoTime)) {
      tree.read(
          items.stream().map(Item::file).toList(),
          (file, content) -> {
            Item item = waiting.remove(file.path());
            if (item == null) {
              throw new ContentMismatchException(file.path() + ": was handed over unasked");
            }
            stamps.put(file.path(), stage(item, content, syncer));
          });
      syncer.finish();
    }
    if (!waiting.isEmpty()) {
      throw new ContentMismatchException(
          waiting.keySet().iterator().next() + ": was asked for and not handed over");
    }
    return stamps;
  }

  private Stamp stage(Item item, InputStream content, FileSyncer syncer)
      throws IOException, InterruptedException {
    FileChannel channel = create(item);
    try {
      copy(item.file(), content, channel);
      Stamp stamp = finish(item);
      syncer.syncAndClose(channel);
      return stamp;
    } catch (IOException | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** One that replaces another stays closed until it is as open as that one. */
  private FileChannel create(Item item) throws HomeAccessException {
    Access access = item.file().executable() ? Access.EXECUTABLE : Access.USUAL;
    try {
      return effects.create(item.place(), item.like() == null ? access : Access.OWNER);
    } catch (IOException e) {
      throw new HomeAccessException(e);
    }
  }

  private void copy(FileEntry file, InputStream content, FileChannel channel) throws IOException {
    MessageDigest sha256 = Digest.newSha256();
    long size = 0;
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      size += read;
      if (size > file.size()) {
        throw new ContentMismatchException(
            file.path() + ": expected " + file.size() + " bytes, found more");
      }
      sha256.update(buffer, 0, read);
      write(channel, ByteBuffer.wrap(buffer, 0, read));
    }
    Digest found = Digest.finish(sha256);
    if (!found.equals(file.digest())) {
      throw new ContentMismatchException(
          file.path() + ": expected SHA-256 " + file.digest() + ", found " + found);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws HomeAccessException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new HomeAccessException(e);
    }
  }

  private Stamp finish(Item item) throws HomeAccessException {
    try {
      Place like = item.like();
      Optional<FileStat> former = like == null ? Optional.empty() : root.stat(like);
      if (former.isPresent()) {
        effects.dress(item.place(), former.get(), item.file().executable());
      }
      return root.stat(item.place())
          .orElseThrow(() -> new NoSuchFileException(item.place().toString()))
          .stamp();
    } catch (IOException e) {
      throw new HomeAccessException(e);
    }
  }
}

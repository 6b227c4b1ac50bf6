package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Effects that meet a test, one by one, on their way to the file system. */
abstract class WatchedEffects implements HomeEffects {
  enum Kind {
    CREATE,
    DRESS,
    SYNC,
    SYNC_DIRECTORY,
    MAKE_DIRECTORY,
    REMOVE_DIRECTORY,
    LINK,
    SYMBOLIC_LINK,
    MOVE,
    DELETE,
    DELETE_TREE
  }

  /**
   * One effect.
   *
   * @param place null for {@link Kind#SYNC}
   * @param second of {@link Kind#LINK} and {@link Kind#MOVE}, where to; otherwise null
   * @param channel of {@link Kind#SYNC}; otherwise null
   */
  record Effect(
      Kind kind, @Nullable Place place, @Nullable Place second, @Nullable FileChannel channel) {
    Effect(Kind kind, Place place) {
      this(kind, place, null, null);
    }

    @Override
    public String toString() {
      return kind + (place == null ? "" : " " + place) + (second == null ? "" : " " + second);
    }
  }

  /** Lets an effect happen. */
  @FunctionalInterface
  interface Happening {
    void happen() throws IOException;
  }

  private final HomeEffects real;

  WatchedEffects(HomeEffects real) {
    this.real = real;
  }

  /** What a test does with an effect; without calling {@code happening}, there is none. */
  abstract void meet(Effect effect, Happening happening) throws IOException;

  /** A new file is open; a test that makes its creation fail afterwards has to close it. */
  void opened(FileChannel channel, Place file) throws IOException {}

  @Override
  public final FileChannel create(Place file, Access access) throws IOException {
    FileChannel[] created = new FileChannel[1];
    meet(
        new Effect(Kind.CREATE, file),
        () -> {
          FileChannel channel = real.create(file, access);
          created[0] = channel;
          opened(channel, file);
        });
    FileChannel channel = created[0];
    if (channel == null) {
      throw new AssertionError("an effect that did not fail has happened");
    }
    return channel;
  }

  @Override
  public final void dress(Place file, FileStat like, boolean executable) throws IOException {
    meet(new Effect(Kind.DRESS, file), () -> real.dress(file, like, executable));
  }

  @Override
  public final void sync(FileChannel file) throws IOException {
    meet(new Effect(Kind.SYNC, null, null, file), () -> real.sync(file));
  }

  @Override
  public final void syncDirectory(Place directory) throws IOException {
    meet(new Effect(Kind.SYNC_DIRECTORY, directory), () -> real.syncDirectory(directory));
  }

  @Override
  public final void makeDirectory(Place directory) throws IOException {
    meet(new Effect(Kind.MAKE_DIRECTORY, directory), () -> real.makeDirectory(directory));
  }

  @Override
  public final void removeDirectory(Place directory) throws IOException {
    meet(new Effect(Kind.REMOVE_DIRECTORY, directory), () -> real.removeDirectory(directory));
  }

  @Override
  public final void link(Place file, Place second) throws IOException {
    meet(new Effect(Kind.LINK, file, second, null), () -> real.link(file, second));
  }

  @Override
  public final void symbolicLink(Place link, String target) throws IOException {
    meet(new Effect(Kind.SYMBOLIC_LINK, link), () -> real.symbolicLink(link, target));
  }

  @Override
  public final void move(Place from, Place to) throws IOException {
    meet(new Effect(Kind.MOVE, from, to, null), () -> real.move(from, to));
  }

  @Override
  public final void delete(Place file) throws IOException {
    meet(new Effect(Kind.DELETE, file), () -> real.delete(file));
  }

  @Override
  public final void deleteTree(Place place) throws IOException {
    meet(new Effect(Kind.DELETE_TREE, place), () -> real.deleteTree(place));
  }
}

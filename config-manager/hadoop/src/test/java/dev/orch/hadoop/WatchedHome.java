package dev.orch.hadoop;

import dev.orch.model.InstanceId;
import dev.orch.model.home.RemoteFile;
import dev.orch.model.home.RemoteHome;
import dev.orch.model.instance.SessionSlot;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** A home whose users die, as it were, before or after one of the calls that change it. */
final class WatchedHome implements RemoteHome {
  /** The process is gone: nothing it has open goes on, and nothing of it is caught. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String when) {
      super(when);
    }
  }

  private interface Effect<T> {
    T run() throws IOException;
  }

  private final RemoteHome home;
  private final int dieAt;
  private final boolean after;
  private final List<String> effects = new ArrayList<>();
  private final List<String> bodiesRead = new ArrayList<>();
  private boolean dead;

  /** Dies at no call. */
  WatchedHome(RemoteHome home) {
    this(home, Integer.MAX_VALUE, false);
  }

  /**
   * Dies.
   *
   * @param dieAt which call that changes something, from 0
   * @param after whether that one is made still
   */
  WatchedHome(RemoteHome home, int dieAt, boolean after) {
    this.home = home;
    this.dieAt = dieAt;
    this.after = after;
  }

  /** The calls that changed something, so far. */
  List<String> effects() {
    return effects;
  }

  /** Files that were opened, so far. */
  List<String> bodiesRead() {
    return bodiesRead;
  }

  private <T> T change(String what, Effect<T> effect) throws IOException {
    if (dead) {
      throw new Death("is dead");
    }
    boolean now = effects.size() == dieAt;
    effects.add(what);
    if (now && !after) {
      dead = true;
      throw new Death("before " + what);
    }
    T result = effect.run();
    if (now) {
      dead = true;
      throw new Death("after " + what);
    }
    return result;
  }

  @Override
  public URI location() {
    return home.location();
  }

  @Override
  public Optional<byte[]> load() throws IOException {
    return home.load();
  }

  @Override
  public boolean save(byte[] document) throws IOException {
    return change("save", () -> home.save(document));
  }

  @Override
  public SortedMap<String, RemoteFile> files(String directory) throws IOException {
    return home.files(directory);
  }

  @Override
  public List<String> names(String directory) throws IOException {
    return home.names(directory);
  }

  @Override
  public OptionalInt crc32c(String path) throws IOException {
    return home.crc32c(path);
  }

  @Override
  public InputStream open(String path) throws IOException {
    if (!path.endsWith(".inventory") && !path.equals("current")) {
      bodiesRead.add(path);
    }
    return home.open(path);
  }

  @Override
  public void write(String path, InputStream content, boolean executable) throws IOException {
    change(
        "write " + path,
        () -> {
          home.write(path, content, executable);
          return path;
        });
  }

  @Override
  public void replace(String from, String to) throws IOException {
    change(
        "replace " + to,
        () -> {
          home.replace(from, to);
          return to;
        });
  }

  @Override
  public void move(String from, String to) throws IOException {
    change(
        "move " + to,
        () -> {
          home.move(from, to);
          return to;
        });
  }

  @Override
  public void delete(String path) throws IOException {
    change(
        "delete " + path,
        () -> {
          home.delete(path);
          return path;
        });
  }

  @Override
  public SessionSlot sessionSlot(InstanceId instance) {
    return home.sessionSlot(instance);
  }

  @Override
  public void close() throws IOException {
    home.close();
  }
}

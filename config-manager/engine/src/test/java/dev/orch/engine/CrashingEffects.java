package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Lets a set number of effects happen, and then none any more: as if the process had died there.
 */
final class CrashingEffects implements HomeEffects {
  /** The process is dead. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String effect) {
      super("crashed at " + effect, null, false, false);
    }
  }

  private interface Effect {
    void happen() throws IOException;
  }

  private final HomeEffects real;
  private int left;
  private boolean dead;
  private String last = "nothing";

  CrashingEffects(HomeEffects real, int effects) {
    this.real = real;
    this.left = effects;
  }

  boolean isDead() {
    return dead;
  }

  /** What it died at. */
  String last() {
    return last;
  }

  private void step(String effect, Effect action) throws IOException {
    if (left <= 0) {
      if (!dead) {
        dead = true;
        last = effect;
      }
      throw new Crash(effect);
    }
    left--;
    action.happen();
  }

  @Override
  public FileChannel create(Place file, Access access) throws IOException {
    FileChannel[] created = new FileChannel[1];
    step("create " + file, () -> created[0] = real.create(file, access));
    FileChannel channel = created[0];
    if (channel == null) {
      throw new AssertionError("an effect that did not crash has happened");
    }
    return channel;
  }

  @Override
  public void dress(Place file, FileStat like, boolean executable) throws IOException {
    step("dress " + file, () -> real.dress(file, like, executable));
  }

  @Override
  public void sync(FileChannel file) throws IOException {
    step("sync", () -> real.sync(file));
  }

  @Override
  public void syncDirectory(Place directory) throws IOException {
    step("sync directory " + directory, () -> real.syncDirectory(directory));
  }

  @Override
  public void makeDirectory(Place directory) throws IOException {
    step("make directory " + directory, () -> real.makeDirectory(directory));
  }

  @Override
  public void removeDirectory(Place directory) throws IOException {
    step("remove directory " + directory, () -> real.removeDirectory(directory));
  }

  @Override
  public void link(Place file, Place second) throws IOException {
    step("link " + file + " " + second, () -> real.link(file, second));
  }

  @Override
  public void symbolicLink(Place link, String target) throws IOException {
    step("symbolic link " + link, () -> real.symbolicLink(link, target));
  }

  @Override
  public void move(Place from, Place to) throws IOException {
    step("move " + from + " " + to, () -> real.move(from, to));
  }

  @Override
  public void delete(Place file) throws IOException {
    step("delete " + file, () -> real.delete(file));
  }

  @Override
  public void deleteTree(Place place) throws IOException {
    step("delete tree " + place, () -> real.deleteTree(place));
  }
}

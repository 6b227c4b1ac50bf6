package dev.orch.engine.fs;

import dev.orch.engine.fs.HomeEffects.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Small files that must be whole after a loss of power: the old one, or the new one. */
public final class DurableFile {
  private DurableFile() {}

  /** Writes aside, syncs, renames over, syncs the directory. */
  public static void replace(HomeEffects effects, Place file, byte[] content, Access access)
      throws IOException {
    Place aside = unfinished(file);
    effects.deleteTree(aside);
    create(effects, aside, content, access);
    effects.move(aside, file);
    effects.syncDirectory(file.parent());
  }

  /** Where {@link #replace} writes: if it died, something may be left there. */
  public static Place unfinished(Place file) {
    return new Place(file.value() + ".new");
  }

  /** Writes a file that was not there, and syncs it, but not its name. */
  public static void create(HomeEffects effects, Place file, byte[] content, Access access)
      throws IOException {
    try (FileChannel channel = effects.create(file, access)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      effects.sync(channel);
    }
  }

  /** Removes a file if it is there, and syncs the directory. */
  public static void remove(HomeEffects effects, Place file) throws IOException {
    effects.deleteTree(file);
    effects.syncDirectory(file.parent());
  }
}

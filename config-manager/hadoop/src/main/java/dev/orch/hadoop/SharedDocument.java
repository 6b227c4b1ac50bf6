package dev.orch.hadoop;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small document that several processes may want to change and that none may change unseen by the
 * others: each version is a file of its own, named by its number, and whoever writes a version
 * creates its file, which succeeds once. So a writer that others have overtaken is told, at the
 * latest when it writes. Needs no rename and no lock: only that a file which exists is not created
 * a second time.
 *
 * <p>A version ends in a line with the SHA-256 of what is before it, in hexadecimal. The highest
 * whole version counts; one that a writer's death left torn is passed over, and its number is not
 * used again. Used by one thread at a time.
 */
public final class SharedDocument {
  private static final Pattern NAME = Pattern.compile("[0-9]{10}");
  private static final int MAX_BYTES = 16 * 1024 * 1024;
  private static final int SEAL = 64 + 1;

  private final HadoopDirectory directory;
  private final String path;

  /** The highest number that is taken; below zero before the first {@link #read}. */
  private long highest = -1;

  /**
   * Creates it; nothing is asked yet.
   *
   * @param path of the directory for its versions
   */
  public SharedDocument(HadoopDirectory directory, String path) {
    this.directory = directory;
    this.path = path;
  }

  /** Where it is. */
  public String location() {
    return directory.uri(path).toString();
  }

  /**
   * Its newest version; nothing if it was never written.
   *
   * @throws CorruptDataException when there are versions and none is whole
   */
  public Optional<byte[]> read() throws IOException {
    List<String> names = versions();
    highest = names.isEmpty() ? 0 : Long.parseLong(names.get(0));
    for (String name : names) {
      byte[] content = whole(name);
      if (content != null) {
        return Optional.of(content);
      }
    }
    if (names.size() > 1) {
      throw new CorruptDataException(
          location(), "expected a version that ends in its SHA-256, found none", null);
    }
    // The first version was torn, so nothing was ever written.
    return Optional.empty();
  }

  /** Newest first. */
  private List<String> versions() throws IOException {
    List<String> names =
        directory.names(path).stream()
            .filter(name -> NAME.matcher(name).matches())
            .sorted(Collections.reverseOrder())
            .toList();
    return names;
  }

  private byte @Nullable [] whole(String name) throws IOException {
    byte[] bytes;
    try {
      bytes = directory.read(path + "/" + name, MAX_BYTES);
    } catch (FileNotFoundException e) {
      // Its writer has written a newer one meanwhile.
      return null;
    }
    if (bytes.length < SEAL) {
      return null;
    }
    byte[] content = Arrays.copyOf(bytes, bytes.length - SEAL);
    String seal = new String(bytes, content.length, SEAL, StandardCharsets.US_ASCII);
    return seal.equals(Digest.of(content).hex() + "\n") ? content : null;
  }

  /**
   * Writes the next version.
   *
   * @return whether it was written; not if someone else has written since {@link #read}, and then
   *     nothing may be done any more on the strength of what was read
   * @throws IllegalStateException when it was not read before
   */
  public boolean write(byte[] content) throws IOException {
    if (highest < 0) {
      throw new IllegalStateException("expected a read before a write");
    }
    byte[] sealed = Arrays.copyOf(content, content.length + SEAL);
    byte[] seal = (Digest.of(content).hex() + "\n").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(seal, 0, sealed, content.length, SEAL);
    long next = highest + 1;
    if (!directory.create(path + "/" + String.format("%010d", next), sealed)) {
      return false;
    }
    highest = next;
    forget(next - 1);
    return true;
  }

  /** Whether someone else has written since it was read or written here. */
  public boolean isOvertaken() throws IOException {
    List<String> names = versions();
    return !names.isEmpty() && Long.parseLong(names.get(0)) > highest;
  }

  /** All but the newest and the one before it, which whoever reads just now may be reading. */
  private void forget(long kept) throws IOException {
    for (String name : versions()) {
      if (Long.parseLong(name) < kept) {
        directory.delete(path + "/" + name);
      }
    }
  }
}

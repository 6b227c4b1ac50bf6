package dev.orch.hadoop;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.RefusedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small document that several processes may want to change and that none may change unseen by the
 * others: each version is a file of its own, named by its number, and whoever writes a version
 * creates its file, which succeeds once. So a writer that others have overtaken is told, at the
 * latest when it writes. Needs no rename and no lock: only that a file which exists is not created
 * a second time, which is tried out where it is not known (see {@link SingleCreation}).
 *
 * <p>A version ends in a line with the SHA-256 of what is before it, in hexadecimal. The highest
 * whole version counts. One above it that is not whole is being written, or was left by a writer's
 * death: before anyone writes past it, it is taken from its writer, so that it can be completed
 * before or not at all. Used by one thread at a time.
 */
public final class SharedDocument {
  private static final Pattern NAME = Pattern.compile("[0-9]{10}");
  private static final int MAX_BYTES = 16 * 1024 * 1024;
  private static final int SEAL = 64 + 1;
  private static final int MAX_TRIES = 10;

  private final HadoopDirectory directory;
  private final String path;

  /** The numbers that are taken, as far as is known here. */
  private final SortedSet<Long> taken = new TreeSet<>();

  /** The number of what was read or written last; 0 if that was nothing, below before a read. */
  private long current = -1;

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
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      list();
      try {
        return newestWhole();
      } catch (FileNotFoundException e) {
        // Writers have gone on since it was listed, and taken that version away.
      }
    }
    throw new IOException(location() + " changes faster than it can be read");
  }

  private Optional<byte[]> newestWhole() throws IOException {
    List<Long> newestFirst = new ArrayList<>(taken);
    Collections.reverse(newestFirst);
    for (long number : newestFirst) {
      byte[] content = whole(number);
      if (content != null) {
        current = number;
        return Optional.of(content);
      }
    }
    if (taken.size() > 1) {
      throw new CorruptDataException(
          location(), "expected a version that ends in its SHA-256, found none", null);
    }
    // The first version was torn, so nothing was ever written.
    current = 0;
    return Optional.empty();
  }

  private void list() throws IOException {
    taken.clear();
    taken.addAll(numbers());
  }

  private List<Long> numbers() throws IOException {
    return directory.names(path).stream()
        .filter(name -> NAME.matcher(name).matches())
        .map(Long::valueOf)
        .toList();
  }

  private String file(long number) {
    return path + "/" + String.format("%010d", number);
  }

  /** Null if it is not whole. */
  private byte @Nullable [] whole(long number) throws IOException {
    byte[] bytes = directory.read(file(number), MAX_BYTES);
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
   * @throws RefusedException when the file system would let several writers write the same version,
   *     or one that others have passed over go on unseen
   * @throws IllegalStateException when it was not read before
   */
  public boolean write(byte[] content) throws IOException {
    if (current < 0) {
      throw new IllegalStateException("expected a read before a write");
    }
    directory.requireSingleCreation(path);
    for (long above : taken.tailSet(current + 1)) {
      boolean ended = directory.endWriting(file(above));
      if (whole(above) != null) {
        return false;
      }
      if (!ended) {
        throw new RefusedException(
            directory.uri(file(above)) + " is not whole: it is being written, or its writer died",
            "Whoever writes it cannot be stopped on this file system. When no agent and no apply"
                + " works there any more, remove the file, then again.");
      }
    }
    byte[] sealed = Arrays.copyOf(content, content.length + SEAL);
    byte[] seal = (Digest.of(content).hex() + "\n").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(seal, 0, sealed, content.length, SEAL);
    long next = highest() + 1;
    if (!directory.create(file(next), sealed)) {
      return false;
    }
    taken.add(next);
    forget(Set.of(current, next));
    current = next;
    return true;
  }

  private long highest() {
    return taken.isEmpty() ? 0 : taken.last();
  }

  /** Whether someone else has written since it was read or written here. */
  public boolean isOvertaken() throws IOException {
    return numbers().stream().anyMatch(number -> number > highest());
  }

  /** All but these: the newest, and the one before it that whoever reads now may be reading. */
  private void forget(Set<Long> kept) throws IOException {
    for (Iterator<Long> numbers = taken.iterator(); numbers.hasNext(); ) {
      long number = numbers.next();
      if (!kept.contains(number)) {
        directory.delete(file(number));
        numbers.remove();
      }
    }
  }
}

package dev.orch.model.home;

import dev.orch.model.InstanceId;
import dev.orch.model.instance.SessionSlot;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * A directory that several processes may have open, on a file system that knows no links and may
 * lack a rename of directories over others. Paths are relative to it, names separated by {@code /}.
 *
 * <p>Every method throws {@link dev.orch.model.StoreUnavailableException} when the file system
 * cannot be reached and {@link dev.orch.model.RefusedException} when it does not permit what was
 * asked. Used by one thread at a time, but for {@link #sessionSlot}.
 */
public interface RemoteHome extends AutoCloseable {
  /** Where it is; no slash at the end. */
  URI location();

  /**
   * The newest version of its one document, which says what is known of it; nothing if there was
   * never one.
   *
   * @throws dev.orch.model.CorruptDataException when there are versions and none is whole
   */
  Optional<byte[]> load() throws IOException;

  /**
   * Writes the document's next version.
   *
   * @return whether it was written; not if another process has written since {@link #load}
   */
  boolean save(byte[] document) throws IOException;

  /** All files below a directory of it, by path below that; none if there is no such directory. */
  SortedMap<String, RemoteFile> files(String directory) throws IOException;

  /** The names in a directory of it, in order; none if there is no such directory. */
  List<String> names(String directory) throws IOException;

  /**
   * The CRC-32C (RFC 3720, appendix B.4) over all bytes of a file, where the file system knows it
   * and need not send them here.
   */
  OptionalInt crc32c(String path) throws IOException;

  /**
   * Opens a file to read it.
   *
   * @throws java.io.FileNotFoundException when there is none
   */
  InputStream open(String path) throws IOException;

  /** Writes a file, durably where the file system can, over what was there. */
  void write(String path, InputStream content, boolean executable) throws IOException;

  /**
   * Moves a file to the place of another, in one instant for whoever opens that; open readers go on
   * with the bytes they had, or, on object stores, fail.
   */
  void replace(String from, String to) throws IOException;

  /**
   * Moves a directory to a place where nothing is.
   *
   * @throws IOException also when something is there
   */
  void move(String from, String to) throws IOException;

  /** Deletes a file, or a directory with all that is in it; nothing happens if it is not there. */
  void delete(String path) throws IOException;

  /** Keeps the key of an instance's session with the store. Safe for use by several threads. */
  SessionSlot sessionSlot(InstanceId instance);

  @Override
  void close() throws IOException;
}

package dev.orch.model.component;

import java.io.IOException;
import java.util.Collection;

/**
 * The files of one component in one state, wherever they are kept: a directory, a revision in the
 * store, a tree on a Hadoop file system.
 */
public interface FileTree {
  /** Every file, with its digest. Does no I/O: a tree knows its manifest once it exists. */
  Manifest manifest();

  /**
   * Hands over the bytes of these files, in any order, on the calling thread. What is handed over
   * has been checked against size and digest only if the sink does so.
   *
   * @throws IOException when the bytes cannot be read any more, or the sink fails
   * @throws InterruptedException when the thread is interrupted
   * @throws dev.orch.model.StoreUnavailableException when a store cannot be reached
   * @throws dev.orch.model.CorruptDataException when what is stored is not what it must be
   */
  void read(Collection<FileEntry> files, ContentSink sink) throws IOException, InterruptedException;
}

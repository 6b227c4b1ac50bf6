package dev.orch.hadoop;

import static org.apache.hadoop.fs.Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;

import dev.orch.model.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LeaseRecoverable;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Creates a file that must not be there yet, so that of several writers one succeeds. Some file
 * systems decide which when a writer begins, some object stores when it ends, and some not at all,
 * though none says so: without being asked, {@code s3a:} looks whether there is a file when a
 * writer begins and writes over whatever is there when it ends. Safe for use by several threads.
 */
final class SingleCreation {
  private static final FsPermission FILE = FsPermission.createImmutable((short) 0644);
  private static final Duration LEASE_WAIT = Duration.ofMillis(200);
  private static final int LEASE_TRIES = 50;
  private static final byte[] TRIAL = {'x', '\n'};

  private final FileSystem fileSystem;
  private volatile boolean kept;

  SingleCreation(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
    // HDFS is known for it. Of local files it is known that they are not kept from two processes.
    this.kept = fileSystem instanceof LeaseRecoverable || isLocal();
  }

  private boolean isLocal() {
    return fileSystem.getUri().getScheme().equals("file");
  }

  /**
   * Creates a file with this content.
   *
   * @return whether it was; not if there was one already or another is writing it, nor where it
   *     cannot be known whether the one that is there now is ours
   */
  boolean create(Path place, byte[] content) throws IOException {
    try {
      FileWriter.fill(begin(place), new ByteArrayInputStream(content));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      if (HadoopErrors.isBeingWritten(e) || isTakenAtTheEnd(place, e)) {
        return false;
      }
      throw e;
    }
  }

  private FSDataOutputStream begin(Path place) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder =
        fileSystem.createFile(place).permission(FILE).overwrite(false);
    if (isDecidedAtTheEnd(place)) {
      builder.must(FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
    }
    return builder.build();
  }

  private boolean isDecidedAtTheEnd(Path place) throws IOException {
    return fileSystem.hasPathCapability(place, FS_OPTION_CREATE_CONDITIONAL_OVERWRITE);
  }

  /** The store says it in words of its own, which the connector hands on in a class of its own. */
  private boolean isTakenAtTheEnd(Path place, IOException failure) throws IOException {
    try {
      return isDecidedAtTheEnd(place) && fileSystem.exists(place);
    } catch (IOException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  /**
   * Takes a file from whoever is writing it, so that it stays as it is by now and its writer is
   * told so when it goes on.
   *
   * @return whether that is so; not where a file of which half is there can be completed without
   *     its writer being told that others went on
   * @throws IOException also when that takes longer than 10 s
   */
  boolean endWriting(Path place) throws IOException {
    if (!(fileSystem instanceof LeaseRecoverable leases)) {
      return isLocal() || isDecidedAtTheEnd(place);
    }
    try {
      for (int tries = 0; tries < LEASE_TRIES; tries++) {
        if (leases.recoverLease(place)) {
          return true;
        }
        TimeUnit.NANOSECONDS.sleep(LEASE_WAIT.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
    throw new IOException("whoever is writing it does not let go of it");
  }

  /** Whether it is known, or was tried out, that {@link #require} holds. */
  boolean isKept() {
    return kept;
  }

  /**
   * Tries out whether one of two writers is told that it came second. That costs two small files.
   *
   * @param directory that is there
   * @throws RefusedException when both succeed
   */
  void require(Path directory) throws IOException {
    Path trial = new Path(directory, "trial-" + UUID.randomUUID());
    try {
      if (bothSucceed(trial)) {
        throw new RefusedException(
            directory + " cannot be kept: its file system lets two writers create the same file",
            "Two agents could both go on. With s3a, fs.s3a.create.conditional.enabled must be true"
                + " and the store know conditional writes (If-None-Match); or use another store.");
      }
    } finally {
      fileSystem.delete(trial, false);
    }
    kept = true;
  }

  /** The second begins and ends while the first is at it. */
  private boolean bothSucceed(Path trial) throws IOException {
    FSDataOutputStream first = begin(trial);
    boolean second;
    try {
      second = create(trial, TRIAL);
    } catch (IOException e) {
      try {
        first.close();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    try {
      FileWriter.fill(first, new ByteArrayInputStream(TRIAL));
      return second;
    } catch (IOException e) {
      if (isTakenAtTheEnd(trial, e)) {
        return false;
      }
      throw e;
    }
  }
}

package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.LocalEffects;
import dev.orch.engine.fs.SecureRoot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSyncerTest {
  private static final int FILES = 100;

  @TempDir private Path directory;
  private final AtomicLong now = new AtomicLong();
  private final List<Thread> syncedBy = Collections.synchronizedList(new ArrayList<>());
  private SecureRoot root;

  @BeforeEach
  void open() throws IOException {
    root = SecureRoot.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    root.close();
  }

  /** A disk on which each sync takes as long. */
  private HomeEffects disk(long syncNanos) {
    return new WatchedEffects(
        new LocalEffects(root, OrchFiles.SCRATCH, PosixFilePermissions.fromString("rw-r--r--"))) {
      @Override
      void meet(Effect effect, Happening happening) throws IOException {
        syncedBy.add(Thread.currentThread());
        now.addAndGet(syncNanos);
        happening.happen();
      }
    };
  }

  private List<FileChannel> sync(HomeEffects effects, int mostThreads) throws Exception {
    List<FileChannel> channels = new ArrayList<>();
    try (FileSyncer syncer = new FileSyncer(effects, mostThreads, now::get)) {
      for (int i = 0; i < FILES; i++) {
        FileChannel channel =
            FileChannel.open(
                directory.resolve("f" + i), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channels.add(channel);
        syncer.syncAndClose(channel);
      }
      syncer.finish();
    }
    return channels;
  }

  @Test
  void whereSyncsAreQuickNoThreadIsBegun() throws Exception {
    List<FileChannel> channels = sync(disk(TimeUnit.MICROSECONDS.toNanos(5)), FileSyncer.THREADS);
    assertThat(syncedBy).hasSize(FILES).containsOnly(Thread.currentThread());
    assertThat(channels).noneMatch(FileChannel::isOpen);
  }

  @Test
  void whereSyncsAreSlowThreadsDoAllButTheFirst() throws Exception {
    List<FileChannel> channels = sync(disk(TimeUnit.MILLISECONDS.toNanos(3)), FileSyncer.THREADS);
    assertThat(syncedBy).hasSize(FILES);
    assertThat(syncedBy.get(0)).isSameAs(Thread.currentThread());
    assertThat(syncedBy.subList(1, FILES)).doesNotContain(Thread.currentThread());
    assertThat(channels).noneMatch(FileChannel::isOpen);
  }

  @Test
  void withFewFilesThereAreNoThreadsHoweverSlow() throws Exception {
    sync(disk(TimeUnit.MILLISECONDS.toNanos(3)), 0);
    assertThat(syncedBy).hasSize(FILES).containsOnly(Thread.currentThread());
  }

  @Test
  void oneThatCannotBeSyncedIsToldWhoeverSyncs() {
    for (long syncNanos : List.of(0L, TimeUnit.MILLISECONDS.toNanos(3))) {
      AtomicInteger synced = new AtomicInteger();
      HomeEffects full =
          new WatchedEffects(disk(syncNanos)) {
            @Override
            void meet(Effect effect, Happening happening) throws IOException {
              happening.happen();
              if (synced.incrementAndGet() == FILES / 2) {
                throw new IOException("no space left");
              }
            }
          };
      assertThatThrownBy(() -> sync(full, FileSyncer.THREADS))
          .isInstanceOf(HomeAccessException.class)
          .hasMessageContaining("no space left");
    }
  }
}

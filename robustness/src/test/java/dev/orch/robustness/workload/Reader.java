package dev.orch.robustness.workload;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.store.Store;
import dev.orch.robustness.history.Operation.BrokenRead;
import dev.orch.robustness.history.Operation.Entry;
import dev.orch.robustness.history.Operation.HeadRead;
import dev.orch.robustness.history.Operation.HistoryRead;
import dev.orch.robustness.history.Operation.TreeRead;
import dev.orch.robustness.history.Recorder;
import dev.orch.robustness.history.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads head, plainly or the newest, all that a revision holds, and the history. Its session must
 * outlast every fault: only within one session does a plain read never go back.
 */
final class Reader extends Actor {
  private final Random random;
  private final int latestInTen;

  /**
   * Creates it.
   *
   * @param latestInTen how many of ten reads are of the newest head and nothing else
   */
  Reader(String name, Store store, Recorder recorder, Random random, int latestInTen) {
    super(name, store, recorder);
    this.random = random;
    this.latestInTen = latestInTen;
  }

  @Override
  void act() throws InterruptedException {
    if (random.nextInt(10) < latestInTen) {
      ask("latest head", invoked -> head(invoked, true));
    } else if (random.nextInt(10) == 0) {
      readHistory();
    } else {
      ask("head and all files", this::headAndAllFiles);
    }
  }

  private Head head(long invoked, boolean latest) throws InterruptedException {
    Head head =
        (latest ? revisions().latestHead(PROJECT) : revisions().head(PROJECT)).orElseThrow();
    record(new HeadRead(since(invoked), latest, head.revision()));
    return head;
  }

  private void headAndAllFiles(long invoked) throws IOException, InterruptedException {
    Head head = head(invoked, false);
    if (head.revision() > 0) {
      allFiles(head.revision(), head.components());
    }
  }

  private void allFiles(long number, Map<LayerName, ComponentHead> components)
      throws IOException, InterruptedException {
    long invoked = now();
    try {
      SortedMap<String, SortedMap<String, Digest>> found = new TreeMap<>();
      for (Map.Entry<LayerName, ComponentHead> component : components.entrySet()) {
        FileTree tree = revisions().open(PROJECT, component.getValue());
        found.put(component.getKey().value(), digests(tree));
      }
      record(new TreeRead(since(invoked), number, new Snapshot(found)));
    } catch (CorruptDataException e) {
      record(new BrokenRead(since(invoked), number, text(e)));
    }
  }

  private static SortedMap<String, Digest> digests(FileTree tree)
      throws IOException, InterruptedException {
    List<FileEntry> files = List.copyOf(tree.manifest().files().values());
    SortedMap<String, Digest> digests = new TreeMap<>();
    tree.read(files, (file, content) -> digests.put(file.path().value(), Digest.of(content)));
    return digests;
  }

  private void readHistory() throws InterruptedException {
    ask("history", this::history);
  }

  private List<RevisionInfo> history(long invoked) throws InterruptedException {
    head(invoked, true);
    List<RevisionInfo> history = revisions().history(PROJECT, Integer.MAX_VALUE);
    record(new HistoryRead(since(invoked), history.stream().map(Reader::entry).toList()));
    return history;
  }

  private static Entry entry(RevisionInfo revision) {
    return new Entry(
        revision.number(),
        revision.parent(),
        revision.publishId(),
        revision.authorship().message());
  }

  /** Every revision that is kept, to the last byte. */
  @Override
  void finish() throws InterruptedException {
    ask(
        "all that is kept",
        invoked -> {
          for (RevisionInfo revision : history(invoked)) {
            allFiles(revision.number(), revision.components());
          }
        });
  }
}

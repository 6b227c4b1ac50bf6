package dev.orch.testing;

import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.RefusedException;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.Commit;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.ProjectSettings;
import dev.orch.model.revision.PruneResult;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionKind;
import dev.orch.model.revision.StorageUse;
import dev.orch.model.revision.WriteSession;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The right to write one project, until it is closed or expired. */
final class InMemoryWriteSession implements WriteSession {
  private final InMemoryRevisionStore store;
  private final InMemoryState state;
  private final Clock clock;
  private final ProjectName name;
  private final InMemoryProject project;

  InMemoryWriteSession(
      InMemoryRevisionStore store,
      InMemoryState state,
      Clock clock,
      ProjectName name,
      InMemoryProject project) {
    this.store = store;
    this.state = state;
    this.clock = clock;
    this.name = name;
    this.project = project;
  }

  @Override
  public Head head() {
    synchronized (store) {
      requireWriter();
      return project.head;
    }
  }

  private void requireWriter() {
    if (project.writer != this) {
      throw new RefusedException(
          "another writer took over project " + name, "Start again from what is live now.");
    }
  }

  @Override
  public FileTree tree(LayerName layer) {
    synchronized (store) {
      state.requireAvailable();
      ComponentHead live = head().components().get(layer);
      if (live == null) {
        throw new IllegalArgumentException("head has no component " + layer);
      }
      return new InMemoryTree(state, project.tree(live.location()));
    }
  }

  @Override
  public StorageUse estimate(Commit commit) {
    synchronized (store) {
      state.requireAvailable();
      requireWriter();
      long added = newFiles(commit).stream().mapToLong(FileEntry::size).sum();
      return new StorageUse(project.bytesHeld, added);
    }
  }

  private List<FileEntry> newFiles(Commit commit) {
    return commit instanceof Commit.Publish publish
        ? missing(publish).values().stream().flatMap(List::stream).toList()
        : List.of();
  }

  /**
   * The files whose bytes have to be handed over, as for the real store: those that are not where
   * they were, and for which nothing that goes or becomes something else has left the same bytes.
   */
  private Map<LayerName, List<FileEntry>> missing(Commit.Publish publish) {
    List<Digest> freed = new ArrayList<>();
    head()
        .components()
        .forEach(
            (layer, state) ->
                project.tree(state.location()).manifest().files().values().stream()
                    .filter(file -> !isAt(publish.components().get(layer), file))
                    .forEach(file -> freed.add(file.digest())));
    Map<LayerName, List<FileEntry>> missing = new TreeMap<>();
    publish
        .components()
        .forEach(
            (layer, tree) -> {
              ComponentHead live = head().components().get(layer);
              FileTree before = live == null ? null : project.tree(live.location());
              missing.put(
                  layer,
                  tree.manifest().files().values().stream()
                      .filter(file -> !isAt(before, file) && !freed.remove(file.digest()))
                      .toList());
            });
    return missing;
  }

  private static boolean isAt(@Nullable FileTree tree, FileEntry file) {
    return tree != null
        && tree.manifest()
            .file(file.path())
            .filter(there -> there.digest().equals(file.digest()))
            .isPresent();
  }

  @Override
  public RevisionInfo commit(Commit commit, CommitProgress progress)
      throws IOException, InterruptedException {
    state.requireAvailable();
    long number = head().revision() + 1;
    SortedMap<LayerName, ComponentHead> components = new TreeMap<>();
    Map<String, FileTree> written = new HashMap<>();
    if (commit instanceof Commit.Publish publish) {
      Map<LayerName, List<FileEntry>> missing = missing(publish);
      for (Map.Entry<LayerName, FileTree> entry : publish.components().entrySet()) {
        String location = InMemoryProject.location(number, entry.getKey());
        FileTree tree = entry.getValue();
        ComponentHead live = head().components().get(entry.getKey());
        if (live != null && live.digest().equals(tree.manifest().digest())) {
          components.put(entry.getKey(), live);
        } else {
          written.put(location, copy(tree, missing.getOrDefault(entry.getKey(), List.of())));
          components.put(entry.getKey(), new ComponentHead(tree.manifest().digest(), location));
        }
      }
    } else if (commit instanceof Commit.Rollback rollback) {
      components.putAll(rollback.target().components());
    }
    return commit(commit, progress, number, components, written);
  }

  /** Reads only what the live revision does not hold, as the real store does. */
  private FileTree copy(FileTree desired, List<FileEntry> missing)
      throws IOException, InterruptedException {
    Map<Digest, byte[]> contents = new HashMap<>();
    for (ComponentHead live : project.head.components().values()) {
      FileTree tree = project.tree(live.location());
      tree.read(
          tree.manifest().files().values(),
          (file, content) -> contents.put(file.digest(), content.readAllBytes()));
    }
    desired.read(
        missing,
        (file, content) -> {
          byte[] bytes = content.readAllBytes();
          if (!Digest.of(bytes).equals(file.digest())) {
            throw new IOException(file.path() + " changed while it was being published");
          }
          contents.put(file.digest(), bytes);
        });
    Map<ConfigPath, byte[]> byPath = new HashMap<>();
    for (FileEntry file : desired.manifest().files().values()) {
      byte[] content = contents.get(file.digest());
      if (content == null) {
        throw new IOException(file.path() + " was not handed over by the desired tree");
      }
      byPath.put(file.path(), content);
    }
    return new MapTree(desired.manifest(), Map.copyOf(byPath));
  }

  private RevisionInfo commit(
      Commit commit,
      CommitProgress progress,
      long number,
      SortedMap<LayerName, ComponentHead> components,
      Map<String, FileTree> written) {
    synchronized (store) {
      state.requireAvailable();
      requireWriter();
      if (commit instanceof Commit.Rollback rollback
          && !project.revisions.containsKey(rollback.target().number())) {
        throw new RefusedException(
            "revision " + rollback.target().number() + " is not kept any more",
            "Choose one that orch history lists.");
      }
      List<FileEntry> files = newFiles(commit);
      long bytes = files.stream().mapToLong(FileEntry::size).sum();
      RevisionInfo info =
          new RevisionInfo(
              number,
              UUID.randomUUID().toString().substring(0, 8),
              project.head.revision(),
              kind(commit),
              authorship(commit),
              clock.instant(),
              bytes,
              components);
      progress.update(files.size(), files.size(), bytes, bytes);
      project.trees.putAll(written);
      project.revisions.put(number, info);
      project.bytesHeld += bytes;
      project.head =
          new Head(project.head.projectId(), number, commit instanceof Commit.Clear, components);
      store.headChanged(name);
      return info;
    }
  }

  private static Authorship authorship(Commit commit) {
    return commit.authorship();
  }

  private static RevisionKind kind(Commit commit) {
    if (commit instanceof Commit.Publish) {
      return RevisionKind.PUBLISH;
    }
    return commit instanceof Commit.Rollback ? RevisionKind.ROLLBACK : RevisionKind.CLEAR;
  }

  @Override
  public PruneResult prune(int keep) {
    if (keep < 1) {
      throw new IllegalArgumentException("expected to keep 1 or more, found " + keep);
    }
    synchronized (store) {
      state.requireAvailable();
      requireWriter();
      List<Long> gone = new ArrayList<>();
      while (project.revisions.size() > keep) {
        gone.add(project.revisions.pollFirstEntry().getKey());
      }
      long deleted = project.forgetUnreferenced();
      return new PruneResult(gone, 0, deleted, project.bytesHeld);
    }
  }

  @Override
  public ProjectSettings settings() {
    synchronized (store) {
      state.requireAvailable();
      requireWriter();
      return project.settings;
    }
  }

  @Override
  public void configure(ProjectSettings settings) {
    synchronized (store) {
      state.requireAvailable();
      requireWriter();
      project.settings = settings;
    }
  }

  @Override
  public void close() {
    store.release(project, this);
  }
}
